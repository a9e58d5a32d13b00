export { goldenCases, goldenText } from './golden.ts';
export { scanFixture } from './scan-fixture.ts';
export { brokenSlots } from './slots.ts';
export { tarGzOf } from './tar.ts';
