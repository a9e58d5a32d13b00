import { versionsInWords } from '../versions/index.ts';
import type { LicenseEvidence } from './evidence.ts';

/** Says in a sentence why evidence makes one believe what it says. */
export function becauseOf({ expression, method, source, verified, versions, note }: LicenseEvidence): string {
  const scope =
    versions === undefined || versions === '*' ? '' : ` for versions ${versionsInWords(versions)}`;
  switch (method) {
    case 'curation':
      return `The policy says ${expression === 'NONE' ? 'that it has no license' : expression}: ${sentence(note ?? '')} This is the ${source}.`;
    case 'file-text':
      return `${source} has the text of ${expression}.`;
    case 'spdx-header':
      return `${source} says so in its SPDX-License-Identifier.`;
    case 'package-metadata':
      return `${source} declares ${expression}.`;
    case 'registry':
      return `A registry says ${expression}: ${source}.`;
    case 'hint':
      return `A hint names ${expression}${scope}: ${source}.`;
    case 'fact':
      return becauseOfFact(expression, scope, source, verified);
  }
}

function becauseOfFact(expression: string, scope: string, source: string, verified: boolean): string {
  if (verified && expression === 'NONE') return `There is no licence file${scope}: ${source}.`;
  if (verified) return `The licence text was read${scope}: ${source}.`;
  return `A statement names ${expression}${scope}; the licence text itself was not read at that version: ${source}.`;
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

/** Joins words as a sentence does: `a, b and c`. */
export function listed(words: readonly string[]): string {
  const last = words.at(-1) ?? '';
  return words.length > 1 ? `${words.slice(0, -1).join(', ')} and ${last}` : last;
}
