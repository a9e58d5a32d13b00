export { type Archive, type ArchiveLimits, defaultArchiveLimits, readTarGz } from './tar-gz.ts';
export { readZipDirectory, unpackZipEntry, type ZipDirectory, type ZipEntry, zipEndBytes } from './zip.ts';
