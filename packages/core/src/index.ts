export * from './cloudformation/index.ts';
export * from './compare/index.ts';
export * from './discover/index.ts';
export { isInForce } from './evaluate/waive.ts';
export * from './license/classes.ts';
export * from './license/conclude.ts';
export * from './license/evidence.ts';
export * from './license/expression/index.ts';
export { rangeInWords, rangesInWords, withoutRepeats } from './license/ranges-in-words.ts';
export type { Gap, LicenseSource, LicenseTree, NoticeFile, UnknownText } from './license/source.ts';
export * from './lock/index.ts';
export { codeFrame, type FramedPlace } from './model/code-frame.ts';
export * from './model/component.ts';
export { matchesStars, namesComponent } from './model/component-pattern.ts';
export type { Curation } from './model/curation.ts';
export * from './model/extractor.ts';
export * from './model/finding.ts';
export * from './model/kind.ts';
export * from './model/location.ts';
export * from './model/nonempty.ts';
export * from './model/occurrence.ts';
export * from './model/pin.ts';
export { printable, withoutCommands } from './model/printable.ts';
export * from './model/problem.ts';
export * from './model/purl.ts';
export * from './model/report.ts';
export * from './model/rule.ts';
export * from './model/slot.ts';
export * from './model/unit.ts';
export * from './model/usage.ts';
export * from './model/version.ts';
export { writeReport } from './model/write-report.ts';
export { onceForEach } from './once-for-each.ts';
export * from './parse/archive/index.ts';
export * from './parse/azure/index.ts';
export * from './parse/bicep/index.ts';
export * from './parse/dockerfile/index.ts';
export * from './parse/hcl/index.ts';
export * from './parse/kubernetes/index.ts';
export * from './parse/literals/index.ts';
export {
  type MappedRun,
  type MappedText,
  mappedText,
  partOfMappedText,
  sourceSpan,
} from './parse/mapped-text.ts';
export * from './parse/program/index.ts';
export * from './parse/reference/index.ts';
export * from './parse/ruby/index.ts';
export * from './parse/shell/index.ts';
export * from './parse/span.ts';
export * from './parse/tree/index.ts';
export * from './parse/xml/index.ts';
export { openReadCache, type ReadCache } from './read/cache.ts';
export { readDocuments } from './read/documents.ts';
export { readEmbedded, readInner } from './read/embedded.ts';
export { type PackedFiles, packedFiles } from './read/packed-files.ts';
export { type SourceFile, sourceFile } from './read/source-file.ts';
export type { UnreadFormat } from './read/unclaimed.ts';
export * from './reference/index.ts';
export type { Answer, Fetched, Lookup } from './resolve/lookup.ts';
export { offline } from './resolve/lookup.ts';
export { type ScanMeans, scan, scanDiscovered } from './scan.ts';
export * from './script/index.ts';
export * from './versions/index.ts';
