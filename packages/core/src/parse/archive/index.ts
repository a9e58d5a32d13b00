export { type Archive, type ArchiveLimits, readTarGz } from './tar-gz.ts';
export { readZipDirectory, unpackZipEntry, type ZipDirectory, type ZipEntry, zipEndBytes } from './zip.ts';
