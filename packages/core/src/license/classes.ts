/** What kind of terms a license has, from the freest to the least known; `unstated` where no source says it. */
export const licenseClasses = [
  'public-domain',
  'permissive',
  'weak-copyleft',
  'strong-copyleft',
  'network-copyleft',
  'source-available',
  'non-commercial',
  'proprietary',
  'unstated',
] as const;

export type LicenseClass = (typeof licenseClasses)[number];
