// The tags of SPDX 2.3, and its two words for nothing.
const words: ReadonlySet<string> = new Set(
  `
    AnnotationComment AnnotationDate AnnotationType Annotator BuiltDate Created Creator CreatorComment
    DataLicense DocumentComment DocumentName DocumentNamespace ExternalDocumentRef ExternalRef
    ExternalRefComment ExtractedText FileAttributionText FileChecksum FileComment FileContributor
    FileCopyrightText FileName FileNotice FileType FilesAnalyzed LicenseComment LicenseComments
    LicenseConcluded LicenseCrossReference LicenseID LicenseInfoInFile LicenseInfoInSnippet
    LicenseListVersion LicenseName NOASSERTION NONE PackageAttributionText PackageChecksum PackageComment
    PackageCopyrightText PackageDescription PackageDownloadLocation PackageFileName PackageHomePage
    PackageLicenseComments PackageLicenseConcluded PackageLicenseDeclared PackageLicenseInfoFromFiles
    PackageName PackageOriginator PackageSourceInfo PackageSummary PackageSupplier PackageVerificationCode
    PackageVersion PrimaryPackagePurpose Relationship RelationshipComment ReleaseDate SPDXID SPDXREF
    SPDXVersion SnippetAttributionText SnippetByteRange SnippetComment SnippetCopyrightText
    SnippetFromFileSPDXID SnippetLicenseComments SnippetLicenseConcluded SnippetLineRange SnippetName
    SnippetSPDXID ValidUntilDate
`
    .trim()
    .split(/\s+/),
);

const token =
  /^(?:ADLER32|BLAKE2b-\d{3}|BLAKE3|MD[2456]|SHA\d{1,3}|SHA3-\d{3}|Tool|Person|Organization):|^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/;

/**
 * Escapes the first character of a value that readers of tags and values would take for a token of their grammar: the one
 * of SPDX's own Python library refuses a whole document in which a package is called `Person: x` or `Creator`.
 */
export function unlikeToken(value: string): string {
  if (!token.test(value) && !words.has(value)) return value;
  return `\\x${value.charCodeAt(0).toString(16)}${value.slice(1)}`;
}
