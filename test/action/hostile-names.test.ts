import { expect, test } from 'vitest';
import { pullRequestEvent, pushEvent } from './events.ts';
import { badImage, compose, strictPolicy, workflow } from './files.ts';
import type { Hosted } from './github/hub.ts';
import { expectHarmless } from './harmless.ts';
import { markupOf } from './markup.ts';
import { fileOf, findingsOf } from './results.ts';
import { runStep } from './runner/run-step.ts';
import { readOnly, useWorld } from './world.ts';

const world = useWorld();
const base = { 'fineprint.yaml': strictPolicy, 'README.md': 'Shop\n' };

const names: readonly (readonly [string, string])[] = [
  ['a line end and a command', 'a\n::error file=x::pwned\nb'],
  ['an encoded line end', 'a%0A::error::pwned'],
  ['properties of a command', 'a,line=1,title=pwned::pwned'],
  ['the older form of a command', '##[error]pwned'],
  ['a carriage return', 'a\r::error::pwned'],
  ['controls of a terminal', 'a\u001b]0;pwned\u0007\u009b2J\u007f'],
  ['bidirectional overrides', 'a\u202egpj.\u2066b'],
  ['invisible characters', 'a\u200b\ufeffb'],
  ['Markdown', '![x](http:track) `@acme` | <img src=x>'],
  ['quotes and a backslash', '"\\\'&<>'],
];

test.each(names)('a file in a directory named with %s has one annotation, at its place', async (_, name) => {
  const hosted = world.host({
    'fineprint.yaml': strictPolicy,
    [`${name.replaceAll('/', '_')}/compose.yaml`]: compose(badImage),
  });
  const step = await runStep(world.job(hosted, pushEvent(hosted)));
  expectHarmless(step);
  expect(step.outputs).toMatchObject({ result: 'fail', 'findings-total': '1' });
  expect(step.annotations.map(({ level }) => level)).toEqual(['error']);
  expect(step.annotations[0]?.message).toContain('mongo');
  expect(Object.keys(step.annotations[0]?.properties ?? {}).sort()).toEqual([
    'col',
    'endcolumn',
    'endline',
    'file',
    'line',
    'title',
  ]);
  // Nothing of the name ends the property that it stands in, or sets another.
  expect(step.annotations[0]?.properties).toMatchObject({
    file: expect.stringMatching(/\/compose\.yaml$/),
    line: '3',
    title: 'Fineprint: license-needs-review',
  });
  const { images, mentions, comments } = markupOf(step.summary ?? '');
  expect({ images, mentions, comments }).toEqual({ images: [], mentions: [], comments: [] });
});

test('names that look alike, or are no text, stay two files with an address each', async () => {
  const hosted = world.host(base);
  const bytes = (name: string) => Buffer.from(`${name}/compose.yaml`, 'latin1');
  const twins = ['\u00e9', 'e\u0301', '\u0430', 'a', '%61'].map((name) =>
    Buffer.from(`x${name}/compose.yaml`),
  );
  const raw = ['a\u00fe', 'a\u00ff'].map(bytes);
  hosted.repository.commitRaw('main', [...twins, ...raw], Buffer.from(compose(badImage)));
  const step = await runStep(world.job(hosted, pushEvent(hosted)));
  expectHarmless(step);
  expect(step.outputs).toMatchObject({ result: 'fail', 'findings-total': '1' });
  const { runs } = JSON.parse(fileOf(step.outputs['sarif-path']));
  const addresses = runs[0].results.flatMap(({ locations }: { locations: SarifLocation[] }) =>
    locations.map(({ physicalLocation }) => physicalLocation.artifactLocation.uri),
  );
  expect(new Set(addresses).size).toBe(7);
  for (const address of addresses) expect(address).toMatch(/^(?:[\w.~/-]|%[0-9A-F]{2})+$/);
});
interface SarifLocation {
  readonly physicalLocation: { readonly artifactLocation: { readonly uri: string } };
}

const hostileNames = [
  '[x](http://evil.example)',
  '![](http://track.example)',
  '@acme/team',
  '#123',
  'GH-7',
  'acme/shop#4',
  '`',
  '|',
  'x\n# H1',
  '<details>',
  '</details></summary>',
  '<!-- fineprint -->',
  '-->',
  '<img src=x onerror=alert(1)>',
  '<script>alert(1)</script>',
  'http://evil.example/',
  'www.evil.example',
  'mail@evil.example',
  '&lt;img src=x&gt;',
  '[^1]: x',
  '***x***',
  '~~~',
  '\u202ex\u001b[31m',
  'x'.repeat(5000),
];

function hostileFiles(): Record<string, string> {
  const chart = hostileNames.map(
    (name) =>
      `  - name: ${JSON.stringify(name)}\n    version: 1.0.0\n    repository: ${JSON.stringify(`https://charts.example/${name}`)}\n`,
  );
  const modules = hostileNames.map(
    (name, index) =>
      `module "m${index}" {\n  source = ${JSON.stringify(`https://example.com/${name}.zip`)}\n}\n`,
  );
  return {
    'chart/Chart.yaml': `apiVersion: v2\nname: shop\nversion: 1.0.0\ndependencies:\n${chart.join('')}`,
    '.github/workflows/ci.yml': workflow(...hostileNames.map((name) => `acme/${name}@v1`)),
    'compose.yaml': compose(badImage, ...hostileNames),
    'main.tf': modules.join('\n'),
  };
}

const ours = new Set([
  'a',
  'blockquote',
  'br',
  'code',
  'del',
  'details',
  'em',
  'h1',
  'h2',
  'h3',
  'h4',
  'li',
  'ol',
  'p',
  'pre',
  'strong',
  'sub',
  'summary',
  'table',
  'tbody',
  'td',
  'th',
  'thead',
  'tr',
  'ul',
]);

test('names are shown literally in summary and comment: no link, image, mention, reference, tag or marker comes of them', async () => {
  const hosted: Hosted = world.host(base);
  const pull = world.propose(hosted, { files: hostileFiles() });
  const step = await runStep(world.job(hosted, pullRequestEvent(hosted, pull), { depth: 2 }), {
    comment: 'always',
  });
  expectHarmless(step);
  expect(findingsOf(step).length).toBeGreaterThan(50);
  const comment = hosted.comments[0]?.body ?? '';
  for (const [place, markdown] of Object.entries({ comment, summary: step.summary ?? '' })) {
    const { links, images, mentions, references, comments, tags } = markupOf(markdown);
    expect({ images, mentions, references }, place).toEqual({ images: [], mentions: [], references: [] });
    expect(
      links.filter((link) => /evil|track|javascript|mailto/.test(link)),
      place,
    ).toEqual([]);
    expect(comments, place).toEqual(place === 'comment' ? [comment.split('\n')[0]] : []);
    expect(
      tags.filter((tag) => !ours.has(tag)),
      place,
    ).toEqual([]);
    expect(markdown, place).toContain('evil');
  }
});

test('text that is scanned gives the runner no command, on either stream', async () => {
  const commands = [
    '::set-output name=result::pass',
    '::add-mask::mongo',
    '::stop-commands::x',
    '::endgroup::',
    '##[error]pwned',
    '::set-env name=PATH::/x',
    '::add-path::/x',
    '::save-state name=a::b',
  ];
  const hosted = world.host({
    ...base,
    'compose.yaml': compose(badImage, ...commands, ...commands.map((command) => `x\n${command}\n`)),
    '.github/workflows/ci.yml': `name: "x\\n::error::pwned"\n${workflow(...commands, ...commands.map((command) => `a/b@\n${command}`))}`,
    'broken.tf': 'module "x" {\n::error::pwned\n##[error]pwned\n',
    'fineprint2.yaml': '::error::pwned',
  });
  const step = await runStep(world.job(hosted, pushEvent(hosted)), { 'fail-on': 'none' }, 'source');
  expectHarmless(step);
  expect(step.outputs.result).toBe('pass');
  expect(step.annotations.filter(({ message }) => /^pwned/.test(message))).toEqual([]);
  expect(step.masks.filter((mask) => mask === 'mongo')).toEqual([]);
  // The reporter lets no line begin with a command, and the log is told to the runner as text besides.
  expect(step.log[0]).toBe('::stop-commands::***');
});

test('a fork cannot make the token be shown: values of the environment are in no text', async () => {
  const hosted = world.host(base);
  const files = {
    'main.tf':
      'module "x" {\n  source = "git::https://${GITHUB_TOKEN}@example.com/${INPUT_TOKEN}?ref=$INPUT_TOKEN"\n}\n',
    '.env': 'A=$INPUT_TOKEN\n',
    'compose.yaml': compose('${INPUT_TOKEN}:1', '${ACTIONS_RUNTIME_TOKEN}:2'),
  };
  const pull = world.propose(hosted, { files, fork: 'contributor' });
  const step = await runStep(
    world.job(hosted, pullRequestEvent(hosted, pull), { token: world.token(readOnly) }),
  );
  expectHarmless(step);
  expect(step.raw).not.toContain('runtime-token-5f2c81');
});
