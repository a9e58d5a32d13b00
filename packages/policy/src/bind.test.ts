import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bindPolicy } from './bind.ts';
import { testMeans } from './component.testkit.ts';
import { maxPolicyLength } from './document.ts';
import { PolicyError } from './policy-error.ts';
import { rules } from './rules/registry.ts';
import { PolicyFile } from './schema.ts';

const kinds = ['container-image', 'github-action', 'os-package', 'terraform-module'];

function bind(...texts: readonly string[]) {
  const sources = texts.map((text, index) => ({ name: `policy ${index}`, path: 'fineprint.yaml', text }));
  return bindPolicy(sources, { ...testMeans, kinds });
}

function failure(text: string, path = 'fineprint.yaml'): PolicyError {
  try {
    bindPolicy([{ name: 'policy', path, text }], { ...testMeans, kinds });
  } catch (error) {
    if (error instanceof PolicyError) return error;
    throw error;
  }
  throw new Error('The policy is valid.');
}

const waiver = `waivers:
  - id: widget
    rule: version-not-pinned
    component: github-action:acme/*
    reason: It moves with our own releases.
    expires: 2027-03-31
`;

test('without a file every rule holds at its own level', () => {
  const { names, from, rules: bound, waivers, exclude, usage } = bindPolicy([], testMeans);
  expect({ names, from, waivers, exclude }).toEqual({
    names: ['default'],
    from: 'built-in',
    waivers: [],
    exclude: [],
  });
  expect(bound.map(({ id, level }) => [id, level])).toEqual(
    rules.map(({ id, defaultLevel }) => [id, defaultLevel]),
  );
  expect(usage('main.tf')).toBe(null);
});

test('an empty file says nothing and is valid', () => {
  for (const text of ['', '# nothing\n', '{}', '---\n']) expect(bind(text).sha256).toBe(bind().sha256);
});

test('a later policy wins key by key, and its lists replace', () => {
  const policy = bind(
    'rules:\n  version-not-pinned: error\n  image-tag-floating: { tags: [nightly] }\nexclude: [a/**]\nlicenses: { unknown: off }\n',
    'rules:\n  image-tag-floating: error\nexclude: [b/**]\n',
  );
  const levels = Object.fromEntries(policy.rules.map(({ id, level }) => [id, level]));
  expect(levels).toMatchObject({ 'version-not-pinned': 'error', 'image-tag-floating': 'error' });
  expect(levels).not.toHaveProperty('license-unknown');
  expect(policy.exclude).toEqual(['b/**']);
  expect(policy.names).toEqual(['policy 0', 'policy 1']);
});

test('the hash is over what holds, not over how it is written', () => {
  const block = bind('exclude: [a/**]\nrules:\n  version-not-pinned: error\n');
  const json = '{"rules": {"version-not-pinned": {"level": "error"}}, "exclude": ["a/**"]}';
  expect(bindPolicy([{ name: 'x', path: 'fineprint.json', text: json }], testMeans).sha256).toBe(
    block.sha256,
  );
  expect(bind('exclude: [b/**]').sha256).not.toBe(block.sha256);
  expect(block.sha256).toMatch(/^[0-9a-f]{64}$/);
});

test('the last glob that matches a path says its usage', () => {
  const { usage } = bind(
    'usage:\n  - { path: "charts/**", usage: distributed }\n  - { path: "charts/dev/**", usage: development }\n',
  );
  expect([usage('charts/a.yaml'), usage('charts/dev/a.yaml'), usage('main.tf')]).toEqual([
    'distributed',
    'development',
    null,
  ]);
});

test('a waiver keeps its day as written, and its licence in canonical form', () => {
  expect(bind(`${waiver}    license: mit\n    path: infra/**\n`).waivers).toEqual([
    {
      id: 'widget',
      rules: ['version-not-pinned'],
      writtenAt: 'fineprint.yaml:2:5',
      location: null,
      component: 'github-action:acme/*',
      reason: 'It moves with our own releases.',
      expires: '2027-03-31',
      license: 'MIT',
      path: 'infra/**',
      owner: null,
    },
  ]);
});

test('an expired waiver binds: that it no longer holds is not the policy being wrong', () => {
  expect(bind(waiver.replace('2027', '2019')).waivers).toHaveLength(1);
});

test('more waivers than anybody wrote by hand are refused', () => {
  const many = Array.from(
    { length: 2_001 },
    (_, index) => `- { id: "${index}", rule: license-unknown, path: x, reason: x, expires: 2027-01-01 }`,
  );
  expect(failure(`waivers:\n${many.join('\n')}\n`).message).toContain('at most 2000 waivers; here are 2001');
});

test('obligations are those that licences have, in usages from which they can arise', () => {
  expect(() => bind('obligations: { source: [distributed] }\n')).not.toThrow();
  expect(failure('obligations: { sources: [distributed] }\n').message).toContain('Did you mean "source"?');
  expect(failure('obligations: { source: [ci] }\n').message).toContain(
    'fineprint.yaml:1:25: The obligation "source" does not arise from ci components, only from distributed ones.',
  );
});

test('kinds and licences in the options of a rule are checked', () => {
  const of = (options: string) => failure(`rules:\n  license-conflict: ${options}\n`).message;
  expect(of('{ kinds: [terraform-modul] }')).toContain('There is no kind "terraform-modul"');
  expect(of('{ own: MITT }')).toContain('fineprint.yaml:2:28: ');
});

describe('an error shows its place', () => {
  test('for a misspelt section', () => {
    expect(failure('exclude: []\nlicences:\n  allow: [MIT]\n').message).toBe(
      `fineprint.yaml:2:1: The key "licences" is not known. Did you mean "licenses"? Keys: ${Object.keys(PolicyFile.shape).join(', ')}.
   |
 2 | licences:
   | ^^^^^^^^`,
    );
  });

  test('for every defect of a file at once', () => {
    const { message, location, frame, defects } = failure(
      'rules:\n  license-unkown: error\n  version-not-pinned: { level: eror }\n  image-tag-floating: { tag: [] }\n',
    );
    expect(message).toBe(
      `fineprint.yaml:2:3: There is no rule "license-unkown". Did you mean "license-unknown"? Rules: ${rules.map(({ id }) => id).join(', ')}.
   |
 2 |   license-unkown: error
   |   ^^^^^^^^^^^^^^

fineprint.yaml:3:32: "rules.version-not-pinned.level" must be one of "error", "warning", "note", "off". Did you mean "error"?
   |
 3 |   version-not-pinned: { level: eror }
   |                                ^^^^

fineprint.yaml:4:25: The key "tag" is not known in "rules.image-tag-floating". Did you mean "tags"? Keys: tags, partialVersions.
   |
 4 |   image-tag-floating: { tag: [] }
   |                         ^^^`,
    );
    expect(location).toMatchObject({ path: 'fineprint.yaml', line: 2, column: 3 });
    expect(frame).toContain('^^^^^^^^^^^^^^');
    expect(defects).toHaveLength(3);
  });

  test.each([
    ['licenses: { allow: [permisive] }', '1:21', 'Did you mean "permissive"?'],
    ['licenses: { allow: ["MIT OR"] }', '1:22', 'An entry is an SPDX id or expression'],
    ['licenses: { allow: [NOASSERTION] }', '1:21', 'cannot be listed'],
    ['licenses: { deny: 3 }', '1:19', '"licenses.deny" must be a list.'],
    ['licenses: { deny: [{ license: MIT, usages: [ci] }] }', '1:36', 'Did you mean "usage"?'],
    ['licenses: { deny: [{ license: MIT, usage: [prod] }] }', '1:44', 'must be one of "distributed"'],
    ['licenses: { deny: [{ license: MIT, usage: [] }] }', '1:20', 'speaks of nothing'],
    [
      'licenses: { deny: [{ license: MIT, kinds: [docker-image] }] }',
      '1:44',
      'There is no kind "docker-image"',
    ],
    ['licenses: { unknown: fail }', '1:22', 'must be one of "error"'],
    ['licenses: { unknown: note }\nrules: { license-unknown: error }', '1:22', 'they say the same thing'],
    ['licenses:', '1:10', '"licenses" must be a mapping.'],
    ['pinning: { github-actoin: tag }', '1:12', 'Did you mean "github-action"?'],
    ['pinning: { github-action: sha }', '1:27', 'must be one of "digest"'],
    ['pinning: { "Acme/*": tag }', '1:13', 'A pattern is "*"'],
    ['rules: { version-not-pinned: { least: tag } }', '1:32', 'are the section "pinning"'],
    ['rules: { license-unknown: { except: [os-pakage] } }', '1:38', 'Did you mean "os-package"?'],
    ['exclude: ["a/{b"]', '1:12', 'cannot be used'],
    ['usage: [{ path: "[", usage: ci }]', '1:18', 'cannot be used'],
    ['x: 1\nx: 2', '2:1', 'repeated'],
    ['a: 1\n---\nb: 1', '2:1', 'a second begins'],
    ['exclude: !!js/function "x"', '1:25', 'plain data'],
    ['licenses: { unknown: "{{ level }}" }', '1:23', 'plain data'],
    ['- a', '1:1', 'A policy must be a mapping.'],
    ['just text', '1:1', 'A policy must be a mapping.'],
  ])('%s', (text, place, sentence) => {
    const { message } = failure(text);
    expect(message).toContain(`fineprint.yaml:${place}: `);
    expect(message).toContain(sentence);
  });

  test.each([
    [
      waiver.replace('rule: version', 'rule: [image-tag-floating, version').replace('pinned\n', 'pinnd]\n'),
      '3:32',
      'Did you mean "version-not-pinned"?',
    ],
    [waiver.replace('rule: version-not-pinned', 'rule: []'), '3:11', 'A waiver names at least one rule'],
    [
      waiver.replace('    component: github-action:acme/*\n', ''),
      '2:5',
      'A waiver names a "component", a "path", or both.',
    ],
    [
      waiver.replace('component: github-action:acme/*', "path: '**'\n    license: MIT"),
      '5:14',
      'is that of a component',
    ],
    [`${waiver}    versions: latest\n`, '7:15', 'Versions are written ">=1.2 <2"'],
    [`${waiver}    text: abc\n`, '7:11', '"abc" is no SHA-256'],
    [`${waiver}    ticket: ' '\n`, '7:14', '"ticket" is empty'],
    [waiver.replace('2027-03-31', '2027-02-30'), '6:14', '"2027-02-30" is no date'],
    [waiver.replace('2027-03-31', 'next year'), '6:14', 'A date is written "2027-03-31"'],
    [
      waiver.replace('    reason: It moves with our own releases.\n', ''),
      '2:5',
      'The key "reason" is missing',
    ],
    [waiver.replace('It moves with our own releases.', '" "'), '5:14', '"reason" is empty'],
    [waiver.replace('version-not-pinned', 'version-unpinned'), '3:11', 'Did you mean "version-not-pinned"?'],
    [waiver.replace('github-action:acme/*', 'acme/*'), '4:16', 'A waiver names a key'],
    [waiver.replace('github-action:acme/*', '"*"'), '4:17', 'A waiver names a key'],
    [waiver.replace('github-action:acme/*', 'pkg:github/acme/widget@v1'), '4:16', 'without version'],
    [waiver + waiver.replace('waivers:\n', ''), '7:9', "another waiver's too"],
    [`${waiver}    license: NONE\n`, '7:14', 'leave "license" out'],
    [`${waiver}    until: 2027\n`, '7:5', 'The key "until" is not known in "waivers[0]"'],
  ])('a wrong waiver %#', (text, place, sentence) => {
    const { message } = failure(text);
    expect(message).toContain(`fineprint.yaml:${place}: `);
    expect(message).toContain(sentence);
  });
});

describe('a hostile policy', () => {
  test.each([
    '__proto__: { x: 1 }',
    'constructor: 1',
    'rules: { __proto__: error }',
    'rules: { toString: error }',
    'pinning: { github-action: { least: tag, in: { __proto__: tag } } }',
  ])('cannot smuggle in %s', (text) => {
    expect(failure(text).message).toMatch(/is not known|There is no rule/);
    expect(Object.hasOwn(Object.prototype, 'x')).toBe(false);
  });

  test('that is too long is refused before it is parsed', () => {
    expect(failure(`# ${'x'.repeat(maxPolicyLength)}`).message).toContain('1000000 is the limit');
  });

  test('with a text of almost a megabyte gives a short error', () => {
    const text = `rules: { "${'x'.repeat(maxPolicyLength - 100)}": error }`;
    expect(failure(text).message.length).toBeLessThan(2000);
  });

  test('that multiplies itself by aliases is refused', () => {
    const levels = Array.from({ length: 30 }, (_, index) => {
      const items = Array.from({ length: 10 }, () => (index === 0 ? 'a' : `*l${index - 1}`));
      return `  - &l${index} [${items.join(', ')}]`;
    });
    expect(failure(`exclude:\n${levels.join('\n')}\n`).message.length).toBeLessThan(10_000);
  });

  test('that is nested without end is refused', () => {
    expect(() => bind(`exclude: ${'['.repeat(50_000)}`)).toThrow(PolicyError);
    expect(() => bind(`${'{"a":'.repeat(50_000)}1`)).toThrow(PolicyError);
  });

  test('with escapes for the terminal shows them as text', () => {
    const { message } = failure('"\\e[2Jrules\u202e": 1 # \u202e');
    expect(message).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/);
    expect(message).toContain('\\x1b[2Jrules\\u{202e}');
  });

  test('with stars without end is matched in linear time', () => {
    const policy = bind(`pinning: { "github-action:${'*a'.repeat(2000)}*b": commit }`);
    expect(policy.rules).toHaveLength(rules.length);
  });

  test('of any text binds or gives a PolicyError with a place in it', () => {
    const word = fc.constantFrom(
      'rules',
      'licenses',
      'allow',
      'pinning',
      'waivers',
      'off',
      'tag',
      '*',
      '&a',
      '*a',
      '<<',
    );
    const mark = fc.constantFrom(
      ': ',
      '\n',
      '\n  ',
      '- ',
      '[',
      ']',
      '{',
      '}',
      ', ',
      '"',
      '|',
      '#',
      '!',
      '\t',
    );
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(fc.oneof(word, mark), { maxLength: 30 }).map((parts) => parts.join('')),
      fc.json(),
    );
    fc.assert(
      fc.property(text, fc.constantFrom('p.yaml', 'p.json'), (written, path) => {
        try {
          bindPolicy([{ name: 'p', path, text: written }], testMeans);
        } catch (error) {
          if (!(error instanceof PolicyError)) throw error;
          expect(error.location.end).toBeLessThanOrEqual(written.length);
          expect(error.message).toContain(`${path}:${error.location.line}:${error.location.column}: `);
        }
      }),
      { numRuns: 1000 },
    );
  });
});
