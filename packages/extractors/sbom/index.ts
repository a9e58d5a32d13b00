export { sbom } from './extractor.ts';
export { SbomError } from './read.ts';
