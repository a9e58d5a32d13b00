import { type LicenseClasses, readClasses } from './classes.ts';
import { type Facts, readFacts } from './facts.ts';
import { type LicenseTexts, readTexts } from './texts/license-texts.ts';

/** The licence knowledge that is shipped with the program; each file is read when something first asks for it. */
export interface Licenses {
  facts(): Facts;
  classes(): LicenseClasses;
  texts(): LicenseTexts;
}

/** Makes the licence knowledge out of a reader of the data files (`facts.json`); throws where a file holds something else. */
export function loadLicenses(read: (name: string) => string): Licenses {
  return {
    facts: once(() => readFacts(read('facts.json'))),
    classes: once(() => readClasses(read('classes.json'))),
    texts: once(() => readTexts(read('texts.json'), () => read('references.json'))),
  };
}

function once<T extends object>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
