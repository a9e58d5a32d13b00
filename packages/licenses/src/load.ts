import { type LicenseClasses, readClasses } from './classes.ts';
import { type Facts, readFacts } from './facts.ts';
import { type LicenseTexts, readTexts } from './texts/license-texts.ts';

/** The licence knowledge that is shipped with the program. */
export interface Licenses {
  readonly facts: Facts;
  readonly classes: LicenseClasses;
  readonly texts: LicenseTexts;
}

/** The names of the data files, which a program carries beside itself. */
export const licenseDataFiles = ['facts.json', 'classes.json', 'texts.json'] as const;

/** Loads the licence knowledge through a reader of the data files; nothing is loaded before it is called. */
export async function loadLicenses(read: (name: string) => string | Promise<string>): Promise<Licenses> {
  const [facts, classes, texts] = await Promise.all(licenseDataFiles.map(async (name) => read(name)));
  return {
    facts: readFacts(facts ?? ''),
    classes: readClasses(classes ?? ''),
    texts: readTexts(texts ?? ''),
  };
}
