import { parseExpression } from '@fineprint/core';
import { obligationsOf, occasions } from '@fineprint/licenses';
import { knowledge } from '../licenses/knowledge.ts';

/** What a line of a checklist says: what to do, when, and who says so. */
export interface Wording {
  readonly says: string;
  readonly when: string | null;
  readonly source: string | null;
}

const unknown: Readonly<Record<string, string>> = {
  NOASSERTION: 'Nobody could say under which licence these components stand: find out, or replace them.',
  NONE: 'A licence was looked for, and there is none: nothing is granted. Ask the author, or replace them.',
};

/** The words of the catalogue for what a licence asks. */
export function wordingOf(obligation: string, license: string): Wording {
  const parsed = parseExpression(license);
  const [of] =
    parsed.is === 'expression' ? obligationsOf(knowledge.obligations(), parsed.expression, null) : [];
  const stated = of?.is === 'stated' ? of.obligations.find(({ id }) => id === obligation) : undefined;
  if (stated) return { says: stated.says, when: occasions[stated.occasion].when, source: stated.source };
  const because = of?.is === 'unstated' ? of.because : `Nobody has read the terms of ${license} here.`;
  return { says: unknown[license] ?? because, when: null, source: null };
}
