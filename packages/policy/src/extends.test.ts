import { describe, expect, test } from 'vitest';
import { bindPolicy } from './bind.ts';
import { testMeans } from './component.testkit.ts';
import { type ExtendingSource, ExtendRefusal, gitPolicy, withExtended } from './extends.ts';

type Files = Readonly<Record<string, string>>;

function sourceOf(name: string, files: Files): ExtendingSource<null> {
  const text = files[name];
  if (text === undefined) throw new ExtendRefusal(`There is no "${name}".`);
  return { name, path: name, text, identity: name, home: null };
}

function laid(files: Files, names: readonly string[] = ['a.yaml']) {
  return withExtended(
    names.map((name) => sourceOf(name, files)),
    (written) => Promise.resolve().then(() => sourceOf(written, files)),
  );
}

async function failure(files: Files): Promise<string> {
  const error: unknown = await laid(files).then(
    () => null,
    (cause) => cause,
  );
  if (error instanceof Error) return error.message;
  throw new Error('Nothing was refused.');
}

test('what is extended is laid before what extends it, the base first, and each text once', async () => {
  const files = {
    'a.yaml': 'extends: [b.yaml, c.yaml]',
    'b.yaml': 'extends: base.yaml',
    'c.yaml': '{"extends": ["base.yaml"]}',
    'base.yaml': 'exclude: [x/**]',
  };
  expect((await laid(files)).map(({ name }) => name)).toEqual(['base.yaml', 'b.yaml', 'c.yaml', 'a.yaml']);
});

test('of policies that are given, the later wins even over one that extends it', async () => {
  const files = { 'mine.yaml': 'extends: strict.yaml', 'strict.yaml': '' };
  expect((await laid(files, ['mine.yaml', 'strict.yaml'])).map(({ name }) => name)).toEqual([
    'strict.yaml',
    'mine.yaml',
    'strict.yaml',
  ]);
  expect((await laid(files, ['strict.yaml', 'mine.yaml'])).map(({ name }) => name)).toEqual([
    'strict.yaml',
    'mine.yaml',
  ]);
});

test('the later wins key by key, and a list can add to the one that it extends', async () => {
  const sources = await laid({
    'a.yaml': 'extends: [b.yaml, c.yaml]\nexclude: { add: [a/**] }\n',
    'b.yaml': 'exclude: [b/**]\nrules: { version-not-pinned: error, image-tag-floating: error }\n',
    'c.yaml': 'rules: { image-tag-floating: note }\n',
  });
  const { exclude, rules, names } = bindPolicy(sources, testMeans);
  expect(names).toEqual(['b.yaml', 'c.yaml', 'a.yaml']);
  expect(exclude).toEqual(['b/**', 'a/**']);
  const levels = Object.fromEntries(rules.map(({ id, level }) => [id, level]));
  expect(levels).toMatchObject({ 'version-not-pinned': 'error', 'image-tag-floating': 'note' });
});

test('a mistake in what is extended shows its place and who extends it', async () => {
  const sources = await laid({
    'a.yaml': 'exclude: []\nextends: b.yaml\n',
    'b.yaml': 'extends: [c.yaml]\n',
    'c.yaml': 'rules: { license-unkown: off }\n',
  });
  expect(() => bindPolicy(sources, testMeans)).toThrow(/^c\.yaml:1:10: There is no rule "license-unkown"/);
  expect(() => bindPolicy(sources, testMeans)).toThrow('\nextended at b.yaml:1:11\nextended at a.yaml:2:10');
});

test('a mistake in what extends shows nobody else', async () => {
  const sources = await laid({ 'a.yaml': 'extends: b.yaml\nexcude: []\n', 'b.yaml': '' });
  expect(() => bindPolicy(sources, testMeans)).toThrow(/^a\.yaml:2:1: (?:(?!extended at)[\s\S])*$/);
});

describe('refused, in its place', () => {
  const chain = Object.fromEntries(
    Array.from({ length: 13 }, (_, index) => [`${index}.yaml`, `extends: ${index + 1}.yaml`]),
  );
  const many = Array.from({ length: 60 }, (_, index) => `${index}.yaml`);
  test.each<[string, Files, string, string]>([
    ['nothing', { 'a.yaml': 'extends: b.yaml' }, 'a.yaml:1:10', 'There is no "b.yaml".'],
    ['itself', { 'a.yaml': 'extends: [a.yaml]' }, 'a.yaml:1:11', 'in a circle: a.yaml → a.yaml.'],
    [
      'a circle',
      { 'a.yaml': 'extends: b.yaml', 'b.yaml': 'extends: c.yaml', 'c.yaml': 'extends: b.yaml' },
      'c.yaml:1:10',
      'in a circle: b.yaml → c.yaml → b.yaml.',
    ],
    ['a long chain', { ...chain, 'a.yaml': 'extends: 0.yaml' }, '9.yaml:1:10', '10 deep at most'],
    [
      'very many',
      { ...Object.fromEntries(many.map((name) => [name, ''])), 'a.yaml': `extends: [${many.join(', ')}]` },
      'a.yaml:1:',
      '50 others at most',
    ],
    [
      'very much',
      {
        ...Object.fromEntries(many.slice(0, 6).map((name) => [name, `# ${'x'.repeat(900_000)}`])),
        'a.yaml': `extends: [${many.slice(0, 6).join(', ')}]`,
      },
      'a.yaml:1:',
      '4000000 characters at most',
    ],
    [
      'what is no policy',
      { 'a.yaml': 'extends: b.yaml', 'b.yaml': '[' },
      'b.yaml:1:',
      'extended at a.yaml:1:10',
    ],
  ])('%s', async (_, files, place, sentence) => {
    const message = await failure(files);
    expect(message).toContain(`${place}`);
    expect(message.startsWith(place)).toBe(true);
    expect(message).toContain(sentence);
  });

  test('what is no list of names is told when it is bound', async () => {
    const sources = await laid({ 'a.yaml': 'extends: { strict: true }' });
    expect(() => bindPolicy(sources, testMeans)).toThrow('a.yaml:1:10: "extends" must be');
  });
});

describe('a git source', () => {
  const commit = '0123456789abcdef0123456789abcdef01234567';
  test('is a repository, a full commit and a path', () => {
    expect(gitPolicy(`git+https://github.com/acme/policies@${commit}#infra/policy.yaml`)).toEqual({
      url: 'https://github.com/acme/policies',
      commit,
      path: 'infra/policy.yaml',
    });
    expect(gitPolicy('strict')).toBe(null);
  });

  test.each([
    [`git+https://github.com/acme/policies@main#policy.yaml`, 'no full commit id'],
    [`git+https://github.com/acme/policies@${commit.slice(0, 12)}#policy.yaml`, 'no full commit id'],
    [`git+https://github.com/acme/policies@${commit}`, 'names no file'],
    [`git+https://github.com/acme/policies#policy.yaml`, 'names no file'],
    [`git+ssh://git@github.com/acme/policies@${commit}#policy.yaml`, 'names no file'],
    [`git+file:///etc@${commit}#passwd`, 'names no file'],
    [`git+https://user:secret@github.com/acme/policies@${commit}#policy.yaml`, 'names no file'],
    [`git+https://github.com/acme/policies@${commit}#../policy.yaml`, 'no plain path'],
    [`git+https://github.com/acme/policies@${commit}#/policy.yaml`, 'no plain path'],
  ])('%s is refused', (written, sentence) => {
    expect(() => gitPolicy(written)).toThrow(ExtendRefusal);
    expect(() => gitPolicy(written)).toThrow(sentence);
  });
});
