export { sbom } from './extractor.ts';
export { SbomError } from './parsed.ts';
export { readCycloneDxSide } from './side.ts';
