import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { sarifErrors } from '../contracts/official-schemas.ts';
import { pullRequestEvent, pushEvent } from './events.ts';
import { badImage, compose, strictPolicy, workflow } from './files.ts';
import type { Hosted } from './github/hub.ts';
import { markupOf } from './markup.ts';
import { fileOf, findingsOf, shownBy } from './results.ts';
import type { Step } from './runner/run-step.ts';
import { runStep } from './runner/run-step.ts';
import { readOnly, useWorld } from './world.ts';

const world = useWorld();
const base = { 'fineprint.yaml': strictPolicy, 'README.md': 'Shop\n' };
const bad = { 'other/compose.yaml': compose(badImage) };

// What a terminal or a page obeys or hides, colours apart, which the log of a job shows.
const raw =
  /[\u0000-\u0008\u000b-\u001a\u001c-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]|\u001b(?!\[[\d;]*m)/;

/** What must be true of every step, whatever it was fed. */
function expectHarmless(step: Step): void {
  expect(step.complaints, 'the runner is content').toEqual([]);
  expect(step.dropped, 'annotations beyond the limit').toBe(0);
  expect(Object.keys(step.outputs).sort()).toEqual(outputNames);
  expect(raw.exec(shownBy(step))?.[0]).toBeUndefined();
  expect(sarifErrors(fileOf(step.outputs['sarif-path']))).toEqual([]);
  expect(shownBy(step)).not.toMatch(/^\s+at .+:\d+:\d+\)?$/m);
}
const outputNames = ['findings-new', 'findings-total', 'report-path', 'result', 'sarif-path', 'sbom-path'];

const shell = '$(touch pwned)`touch pwned`;touch pwned|touch pwned';
const branches = [
  '-h',
  '--upload-pack=touch',
  '$(id)',
  '`id`',
  "a';id;'",
  'a";id;"',
  '&&id',
  'a%0A%3A%3Aerror%3A%3Ax',
  'é\u200b',
  'refs/heads/main',
  'HEAD',
  'f'.repeat(40),
];

test('a branch is a name, whatever it is called', async () => {
  const hosted = world.host(base);
  const pull = world.propose(hosted, { files: bad, branch: '-h', title: shell });
  const job = world.job(hosted, pullRequestEvent(hosted, pull), { depth: 2 });
  for (const branch of branches) {
    const event = pullRequestEvent(hosted, { ...pull, head: { ...pull.head, branch } });
    const step = await runStep({ ...job, event }, { comment: 'always' });
    expectHarmless(step);
    expect(step.outputs, branch).toMatchObject({ result: 'fail', 'findings-new': '1' });
  }
  expect(hosted.comments).toHaveLength(1);
  expect(existsSync(join(job.workspace, 'pwned'))).toBe(false);
});

const titles = [
  '::set-output name=result::pass\n::error::x',
  '##[set-output name=result]pass',
  '</summary><img src=x onerror=alert(1)>',
  '<!-- fineprint -->',
  '@acme/team #1 [x](http://evil) ![](http://track)',
  '\u202e\u2066x\u001b]0;x\u0007',
  'x'.repeat(300_000),
];

test('a title is shown nowhere, whatever it is', async () => {
  const hosted = world.host(base);
  const pull = world.propose(hosted, { files: bad });
  const job = world.job(hosted, pullRequestEvent(hosted, pull), { depth: 2 });
  const usual = (await runStep(job, { comment: 'always' })).summary;
  for (const title of titles) {
    const event = pullRequestEvent(hosted, { ...pull, title });
    const step = await runStep({ ...job, event }, { comment: 'always' });
    expectHarmless(step);
    expect(step.annotations).toHaveLength(1);
    expect(step.summary).toBe(usual);
  }
  expect(hosted.comments).toMatchObject([{ edits: 0 }]);
});

test('payloads that are none are told, and then nothing of the tree is heeded', async () => {
  const hosted = world.host(bad);
  const pull = world.propose(hosted, {
    files: { 'fineprint.yaml': 'rules:\n  license-needs-review: off\n' },
  });
  const job = world.job(hosted, pullRequestEvent(hosted, pull));
  for (const payload of [
    null,
    [],
    'x',
    { pull_request: null },
    { pull_request: { number: 1, base: { sha: '--help' }, head: { sha: '-' } } },
  ]) {
    const step = await runStep({ ...job, event: { ...job.event, payload } }, { 'fail-on': 'warning' });
    expectHarmless(step);
    expect(step.outputs).toMatchObject({ result: 'fail', 'findings-new': '' });
  }
});

test('a pull request without a change, and one to an empty base, are compared', async () => {
  const hosted = world.host(base);
  const same = world.propose(hosted, { files: {} });
  const step = await runStep(world.job(hosted, pullRequestEvent(hosted, same)));
  expectHarmless(step);
  expect(step.outputs).toMatchObject({ result: 'pass', 'findings-new': '0' });
  const empty = world.host({});
  const pull = world.propose(empty, { files: bad });
  const second = await runStep(world.job(empty, pullRequestEvent(empty, pull)), { 'fail-on': 'warning' });
  expectHarmless(second);
  expect(second.outputs).toMatchObject({ result: 'fail', 'findings-new': '1' });
});

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
  const { images, mentions, comments } = markupOf(step.summary ?? '');
  expect({ images, mentions, comments }).toEqual({ images: [], mentions: [], comments: [] });
});

test('names that are no text stay two files', async () => {
  const hosted = world.host(base);
  const bytes = (first: number) =>
    Buffer.from([0x61, first, 0x2f, 0x63, 0x6f, 0x6d, 0x70, 0x6f, 0x73, 0x65, 0x2e, 0x79, 0x61, 0x6d, 0x6c]);
  hosted.repository.commitRaw('main', [bytes(0xfe), bytes(0xff)], Buffer.from(compose(badImage)));
  const step = await runStep(world.job(hosted, pushEvent(hosted)));
  expectHarmless(step);
  expect(step.outputs).toMatchObject({ result: 'fail' });
});

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

test('inputs that a workflow takes from an event are as hostile', async () => {
  const hosted = world.host(base);
  const job = world.job(hosted, pushEvent(hosted));
  const value = 'x\n::set-output name=result::pass\n##[error]pwned\r::error::pwned';
  for (const name of ['gate', 'path', 'policy', 'since', 'fail-on', 'exclude', 'only', 'baseline', 'token']) {
    const step = await runStep(job, { [name]: value, gate: name === 'gate' ? value : 'new' });
    expect(step.complaints, name).toEqual([]);
    expect(step.outputs.result, name).not.toBe(undefined);
    expect(
      step.annotations.filter(({ message }) => message.startsWith('pwned')),
      name,
    ).toEqual([]);
    expect(raw.exec(shownBy(step))?.[0], name).toBeUndefined();
  }
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
