import { type LicenseClasses, readClasses } from './classes.ts';
import { type Facts, readFacts } from './facts.ts';
import { readLibraries, withLibraries } from './libraries.ts';
import { type ObligationsByLicense, readObligations } from './obligations-of.ts';
import { readStandardTexts, type StandardTexts } from './standard-texts.ts';
import { type LicenseTexts, readTexts } from './texts/license-texts.ts';

/** The licence knowledge that is shipped with the program; each file is read when something first asks for it. */
export interface Licenses {
  facts(): Facts;
  classes(): LicenseClasses;
  texts(): LicenseTexts;
  obligations(): ObligationsByLicense;
  standardTexts(): StandardTexts;
}

/** Makes the licence knowledge out of a reader of the data files (`facts.json`), which unpacks what ends in `.br`; throws where a file holds something else. */
export function loadLicenses(read: (name: string) => string): Licenses {
  const libraries = once(() => readLibraries(read('libraries.json')));
  return {
    facts: once(() =>
      withLibraries(
        readFacts(read('facts.json'), (group) => read(`${group}.json`)),
        libraries,
      ),
    ),
    classes: once(() => readClasses(read('classes.json'))),
    texts: once(() => readTexts(read('texts.json'), () => read('references.json'))),
    obligations: once(() => readObligations(read('obligations.json'))),
    standardTexts: once(() => readStandardTexts(read('license-texts.json.br'))),
  };
}

function once<T extends object>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
