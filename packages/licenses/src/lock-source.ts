import type { LicenseSource } from '@fineprint/core';
import { evidenceFromField } from './metadata/license-field.ts';

/** What lockfiles repeat of the packages' own metadata: npm and Composer write the licence field beside each version. */
export const lockSource: LicenseSource = {
  id: 'lockfile',
  *evidence({ occurrences }) {
    const fields = new Map<string, string>();
    for (const { license, at, via } of occurrences)
      if (license !== undefined) fields.set(license, via.at(-1)?.path ?? at.path);
    for (const [field, path] of fields) {
      const evidence = evidenceFromField(path, field);
      yield 'is' in evidence ? { is: 'gap', because: evidence.because } : evidence;
    }
  },
};
