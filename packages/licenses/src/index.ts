export { admitsOnly } from './admitted.ts';
export { type ClassifiedLicense, classOf, type LicenseClasses } from './classes.ts';
export { describeLicense, type LicenseDescription } from './describe.ts';
export { diskSource } from './disk-source.ts';
export { type FactSource, factSource } from './fact-source.ts';
export type { FactPackage, FactRange, Facts } from './facts.ts';
export { type FactAnswer, type FactQuery, factsFor } from './facts-for.ts';
export { type Licenses, loadLicenses } from './load.ts';
export { lockSource } from './lock-source.ts';
export { evidenceFromField, type UnreadLicense } from './metadata/license-field.ts';
export { evidenceFromHeader, evidenceFromLicenseFile, isLicenseFile } from './metadata/license-file.ts';
export { evidenceFromPackageMetadata, isPackageMetadata } from './metadata/package-metadata.ts';
export { type Occasion, obligationIds, obligations, obligationUsages, occasions } from './obligations.ts';
export {
  type LicenseObligations,
  type Obligation,
  type ObligationsByLicense,
  obligationsOf,
} from './obligations-of.ts';
export { type StandardText, type StandardTexts, spdxUrl } from './standard-texts.ts';
export type { BusinessSourceParameters } from './texts/business-source.ts';
export type { FoundLicense } from './texts/found-license.ts';
export {
  type LicenseTexts,
  licenseOfText,
  readTexts,
  sha256Of,
  type TextAnswer,
} from './texts/license-texts.ts';
export { licenseWords, maximumTextLength } from './texts/normalise.ts';
export type { Words } from './texts/words.ts';
