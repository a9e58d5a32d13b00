import { type ReportComponent, usages } from '@fineprint/core';
import { obligationUsages } from '@fineprint/licenses';
import { expect, test } from 'vitest';
import { knowledge } from '../api/licenses/knowledge.ts';
import { asksOf } from './asks.ts';

const known = knowledge.obligations();

type License = ReportComponent['license'];
type Conclusion = License['concluded'];

function asked(
  concluded: Conclusion,
  effective: string | null = null,
  usage: ReportComponent['usage'] = 'distributed',
): readonly string[] {
  const license: License = { declared: null, observed: [], concluded, ranges: [], effective, class: null };
  return asksOf({ license, usage }, known).map(({ obligation, license: id }) => `${obligation} ${id}`);
}

const reasons = { because: 'It is a test.', confidence: 1, evidence: [] };

function under(expression: string): Conclusion {
  return { is: 'expression', expression, covers: 'artifact', ...reasons };
}

test('a usage in which an obligation arises is as exposed as any in which it does not', () => {
  for (const [id, of] of Object.entries(obligationUsages))
    expect([id, of]).toEqual([id, usages.slice(0, of.length)]);
});

test('where no branch of a choice was taken, all of them ask', () => {
  const choice = under('MIT OR GPL-3.0-only');
  expect(asked(choice)).toContain('license-text MIT');
  expect(asked(choice)).toContain('source GPL-3.0-only');
  expect(asked(choice, 'MIT').filter((each) => each.endsWith('GPL-3.0-only'))).toEqual([]);
});

test('a licence with an exception is asked about as a whole', () => {
  const expression = 'GPL-2.0-only WITH Classpath-exception-2.0';
  expect(asked(under(expression), expression)).toContain(`source ${expression}`);
});

test('silence is no answer: no licence, none that is known, and none that can be read are lines', () => {
  const unknown: Conclusion = { is: 'no-assertion', expression: null, covers: null, ...reasons };
  expect(asked(unknown, null, 'development')).toEqual(['unstated NOASSERTION']);
  const none: Conclusion = { is: 'none', expression: null, covers: 'artifact', ...reasons };
  expect(asked(none)).toEqual(['unstated NONE']);
  expect(asked(under('MIT'), 'MIT AND (')).toEqual(['unstated NOASSERTION']);
  expect(asked(under('LicenseRef-own'), 'LicenseRef-own')).toEqual(['unstated LicenseRef-own']);
});

test('what a use does not bring about is not asked', () => {
  expect(asked(under('MIT'), 'MIT', 'deployed')).not.toContain('license-text MIT');
});
