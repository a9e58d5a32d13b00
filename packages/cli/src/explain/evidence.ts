import {
  type LicenseEvidence,
  printable,
  type ReportComponent,
  trustOf,
  versionsInWords,
} from '@fineprint/core';
import { hang } from '@fineprint/report';
import type { ExplanationLook } from './license.ts';

/** Every evidence for the licence of a component, the most trusted first, with what became of it. */
export function* evidenceLines(
  { license: { observed, concluded } }: ReportComponent,
  look: ExplanationLook,
): Iterable<string> {
  const { ink, width } = look;
  if (observed.length === 0) {
    yield `  ${ink.dim('evidence')}  none`;
    return;
  }
  yield `  ${ink.dim('evidence')}  ${hang('the most trusted first: licence texts and headers in the copy itself, facts whose text was read, metadata, other statements; what is only remembered decides nothing', width, 12)}`;
  for (const one of observed) {
    const expression = printable(one.expression);
    const role = roleOf(one, concluded);
    const isBeside = 6 + expression.length + role.length <= width;
    yield `    ${ink.bold(expression)}${isBeside ? `  ${role}` : `\n      ${hang(role, width, 6)}`}`;
    yield `      ${hang(factsOf(one).map(printable).join(' · '), width, 6)}`;
    yield `      ${ink.dim(hang(`${one.method}: ${printable(one.source)}`, width, 6))}`;
    if (one.note !== undefined) yield `      ${hang(`note: ${printable(one.note)}`, width, 6)}`;
  }
}

function factsOf({
  acknowledgement,
  verified,
  confidence,
  covers,
  versions,
  text,
}: LicenseEvidence): readonly string[] {
  return [
    acknowledgement,
    verified ? 'its text was read' : 'its text was not read',
    `confidence ${Math.round(confidence * 100)} %`,
    coverageWords[covers],
    ...(versions === undefined
      ? []
      : [`for ${versions === '*' ? 'every version' : `versions ${versionsInWords(versions)}`}`]),
    ...(text === undefined ? [] : [`text ${text}`]),
  ];
}

/** What a licence is that of, in words. */
export const coverageWords = {
  artifact: 'of the thing itself',
  'main-software': 'of the main software in it',
  application: 'of the application that it deploys',
} as const;

/** What became of one piece of evidence: it decided, agreed, or was outranked by what. */
function roleOf(one: LicenseEvidence, concluded: ReportComponent['license']['concluded']): string {
  if (one.method === 'hint') return 'decides nothing: remembered, or a copy of unknown origin';
  if (concluded.is === 'no-assertion') return 'does not suffice';
  if (concluded.covers !== null && one.covers !== concluded.covers)
    return `not asked: it speaks ${coverageWords[one.covers]}, the answer ${coverageWords[concluded.covers]}`;
  const answer = concluded.expression ?? 'NONE';
  const decided = concluded.evidence.some((used) => isSame(used, one));
  if (one.expression === answer) return decided ? 'decided' : 'agrees';
  if (decided) return 'agrees: the text says no more';
  const best = concluded.evidence.find((used) => used.expression === answer);
  return best !== undefined && trustOf(best) > trustOf(one)
    ? `outranked by what is more trusted (${best.method})`
    : 'outranked';
}

function isSame(a: LicenseEvidence, b: LicenseEvidence): boolean {
  return (
    a.method === b.method &&
    a.source === b.source &&
    a.expression === b.expression &&
    a.versions === b.versions
  );
}
