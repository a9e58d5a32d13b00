export { goldenCases, goldenText } from './golden.ts';
export { type ComponentSketch, type FindingSketch, reportWith } from './report-with.ts';
export { scanFixture } from './scan-fixture.ts';
export { brokenSlots } from './slots.ts';
export { type TarEntry, tarGzOf, tarOf } from './tar.ts';
export { type ZipSketch, zipOf } from './zip.ts';
