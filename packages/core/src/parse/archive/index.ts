export type { Archive } from './tar.ts';
export { type ArchiveLimits, readTarGz } from './tar-gz.ts';
