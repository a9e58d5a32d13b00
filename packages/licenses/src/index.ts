export { type ClassifiedLicense, classOf, type LicenseClass, type LicenseClasses } from './classes.ts';
export { type FactSource, factSource } from './fact-source.ts';
export type { FactPackage, FactRange, Facts } from './facts.ts';
export { type FactAnswer, type FactQuery, factsFor } from './facts-for.ts';
export { type Licenses, licenseDataFiles, loadLicenses } from './load.ts';
export { evidenceFromField, type UnreadLicense } from './metadata/license-field.ts';
export { evidenceFromHeader, evidenceFromLicenseFile, isLicenseFile } from './metadata/license-file.ts';
export { evidenceFromPackageMetadata, isPackageMetadata } from './metadata/package-metadata.ts';
export { type LicenseTexts, licenseOfText, type TextAnswer } from './texts/license-texts.ts';
