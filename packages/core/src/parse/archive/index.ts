export { type Archive, type ArchiveLimits, readTarGz } from './tar-gz.ts';
