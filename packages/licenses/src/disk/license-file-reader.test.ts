import { expect, test } from 'vitest';
import { type KeptAnswers, licenseFileReader } from './license-file-reader.ts';
import { knownTexts, textOf } from './tree.testkit.ts';

/** Answers of an earlier scan, and how often the known texts were asked for. */
function readerWith(answers: Map<string, unknown>) {
  let asked = 0;
  const kept: KeptAnswers = {
    recall: (purpose, sha256) => answers.get(`${purpose} ${sha256}`),
    remember: (purpose, sha256, answer) =>
      void answers.set(`${purpose} ${sha256}`, JSON.parse(JSON.stringify(answer))),
  };
  const known = () => {
    asked += 1;
    return knownTexts;
  };
  const read = licenseFileReader(known, kept);
  return { read: (path: string, text: string) => read(path, text, () => true), asked: () => asked };
}

const mit = textOf('MIT');
const unknown = 'Do with it as you please.';

test('a text is compared once, wherever it lies', () => {
  const { read, asked } = readerWith(new Map());
  const first = read('a/LICENSE', mit);
  expect(first).toMatchObject({ source: 'a/LICENSE', expression: 'MIT', verified: true });
  expect(read('b/LICENSE', mit)).toEqual({ ...first, source: 'b/LICENSE' });
  expect(asked()).toBe(1);
});

test('the next scan says the same, also of what nobody knows, and compares nothing', () => {
  const answers = new Map<string, unknown>();
  const before = readerWith(answers);
  const said = [before.read('LICENSE', mit), before.read('COPYING', unknown)];
  const after = readerWith(answers);
  expect([after.read('LICENSE', mit), after.read('COPYING', unknown)]).toEqual(said);
  expect(said[1]).toMatchObject({ is: 'unread', source: 'COPYING' });
  expect([before.asked(), after.asked()]).toEqual([2, 0]);
});

test('a new text that may not be compared is none, even where an earlier scan left its answer', () => {
  const kept: KeptAnswers = {
    recall: () => ({ is: 'unread', because: 'It is so.', source: '' }),
    remember: () => undefined,
  };
  const read = licenseFileReader(() => knownTexts, kept);
  expect(read('LICENSE', mit, () => false)).toBeUndefined();
  expect(read('LICENSE', mit, () => true)).toMatchObject({ source: 'LICENSE' });
  expect(read('COPYING', mit, () => false)).toMatchObject({ source: 'COPYING' });
});

test.each([
  ['another text', { text: 'f'.repeat(64) }],
  ['no expression', { expression: 'MIT OR' }],
  ['an expression of another form', { expression: ['MIT'] }],
  ['another method', { method: 'curation' }],
  ['another coverage', { covers: 'application' }],
  ['more than certainty', { confidence: 2 }],
  ['an unknown acknowledgement', { acknowledgement: 'mine' }],
  ['a verification that is none', { verified: 'yes' }],
  ['a note that is none', { note: {} }],
  ['no source', { source: null }],
])('a kept answer with %s does not count', (_, forged) => {
  const answers = new Map<string, unknown>();
  const said = readerWith(answers).read('LICENSE', mit);
  const [[name = '', answer] = []] = answers;
  answers.set(name, { ...(answer as object), ...forged });
  const { read, asked } = readerWith(answers);
  expect(read('LICENSE', mit)).toEqual(said);
  expect(asked()).toBe(1);
});

test.each([
  null,
  7,
  [],
  'MIT',
  { is: 'unread', source: '' },
  { is: 'unread', because: 'It is so.', source: '', place: 7 },
  { is: 'read', because: 'It is so.', source: '' },
])('a kept answer that is %j does not count', (answer) => {
  const answers = new Map<string, unknown>();
  const said = readerWith(answers).read('COPYING', unknown);
  for (const name of answers.keys()) answers.set(name, answer);
  const { read, asked } = readerWith(answers);
  expect(read('COPYING', unknown)).toEqual(said);
  expect(asked()).toBe(1);
});
