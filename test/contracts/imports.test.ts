import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root, sources, testSources } from './sources.ts';

const all = sources();

function packageOf(path: string): string {
  return path.split('/')[1] ?? '';
}

// core ← kinds, extractors, licenses, registries, policy, report, pin ← cli, action, server; web takes types only.
const layers: readonly (readonly string[])[] = [
  ['core'],
  ['kinds', 'extractors', 'licenses', 'registries', 'policy', 'report', 'pin'],
  ['cli'],
  ['action', 'server'],
  ['web'],
];

test('packages import only from the layers below them', () => {
  const wrong = all.flatMap(({ path, imports }) =>
    imports
      .map((target) => /^(?:@fineprint\/(?<name>[a-z]+)|(?<cli>fineprint)(?:$|\/))/.exec(target)?.groups)
      .map((groups) => (groups?.cli ? 'cli' : groups?.name))
      .filter(
        (name) => name !== undefined && name !== packageOf(path) && layerOf(name) >= layerOf(packageOf(path)),
      )
      .map((name) => `${path} imports ${name}`),
  );
  expect(wrong).toEqual([]);
});

function layerOf(name: string): number {
  return layers.findIndex((layer) => layer.includes(name));
}

test('web knows of the server what it answers, and loads none of it', () => {
  const web = all.filter(({ path }) => path.startsWith('packages/web/'));
  const loading = /^(?:import|export) (?!type )[^;]*'@fineprint\/server/m;
  expect(web.length).toBeGreaterThan(5);
  expect(web.filter(({ text }) => loading.test(text)).map(({ path }) => path)).toEqual([]);
});

test('a relative import stays inside its package', () => {
  const wrong = all
    .filter(({ path }) => path.includes('/src/'))
    .flatMap(({ path, imports }) =>
      imports
        .filter((target) => target.startsWith('packages/') && packageOf(target) !== packageOf(path))
        .map((target) => `${path} imports ${target}`),
    );
  expect(wrong).toEqual([]);
});

test('every relative import leads to a file', () => {
  const wrong = all.flatMap(({ path, imports }) =>
    imports
      .filter((target) => target.startsWith('packages/') && !existsSync(join(root, target)))
      .map((target) => `${path} imports ${target}`),
  );
  expect(wrong).toEqual([]);
});

test('no extractor imports another', () => {
  const folder = (path: string) => /^packages\/extractors\/src\/(?<id>[^/]+)\//.exec(path)?.groups?.id;
  const wrong = all.flatMap(({ path, imports }) => {
    const own = folder(path);
    return own === undefined
      ? []
      : imports
          .filter((target) => (folder(target) ?? own) !== own)
          .map((target) => `${path} imports ${target}`);
  });
  expect(wrong).toEqual([]);
});

test('extractors, kinds and policy are pure: no files, no network, no clock, no chance', () => {
  const forbiddenModule =
    /^(?:node:)?(?:fs|fs\/promises|net|tls|http|https|http2|dgram|dns|child_process|worker_threads|os|process|timers)$/;
  const forbiddenWord =
    /\b(?:Date\.now|new Date\(\)|Math\.random|performance\.|process\.|fetch\(|setTimeout|setInterval|randomUUID|randomBytes)/;
  const pure = all.filter(({ path }) =>
    /^packages\/(?:(?:extractors|kinds|policy)\/src|extractors\/sbom)\//.test(path),
  );
  expect(pure.length).toBeGreaterThan(20);
  const wrong = pure.flatMap(({ path, imports, text }) => [
    ...imports.filter((target) => forbiddenModule.test(target)).map((target) => `${path} imports ${target}`),
    ...(forbiddenWord.test(text.replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, ''))
      ? [`${path} uses ${forbiddenWord.exec(text)?.[0]}`]
      : []),
  ]);
  expect(wrong).toEqual([]);
});

test('only discover touches files in core, and nothing scanned is ever run', () => {
  const wrong = all
    .filter(
      ({ path }) => path.startsWith('packages/core/src/') && !path.startsWith('packages/core/src/discover/'),
    )
    .flatMap(({ path, imports }) =>
      imports
        .filter((target) => /^node:(?:fs|net|http|child_process)/.test(target))
        .map((target) => `${path} imports ${target}`),
    );
  // Those that gather license facts are run by hand and by nobody else; they read clones by git.
  const byHand = /^packages\/licenses\/refresh(?:\/|-libraries\.ts$)/;
  const program = all.filter(({ path }) => !byHand.test(path));
  const spawning = program
    .filter(({ imports }) =>
      imports.some((target) => /child_process|\/refresh(?:\/|-libraries)/.test(target)),
    )
    .map(({ path }) => path);
  // Who tends the facts runs git, apt and dpkg; the program that ships cannot reach them. With --online it runs git itself, in
  // an empty directory of its own, to fetch a license file.
  const facts = 'packages/licenses/refresh';
  const reaching = all
    .filter(
      ({ path, imports }) => !path.startsWith(facts) && imports.some((target) => target.startsWith(facts)),
    )
    .map(({ path }) => path);
  expect([...wrong, ...spawning, ...reaching]).toEqual([
    `${facts}-debian.ts`,
    `${facts}-git.ts`,
    'packages/registries/src/git/run-git.ts',
    // The server reads and renders documents in processes of their own: its own program, and nothing that is scanned.
    'packages/server/src/documents/document-process.ts',
    'packages/server/src/exports/renderer.ts',
    'packages/server/src/ingest/reader.ts',
    'packages/server/src/store/reader-process.ts',
  ]);
});

test('a temporary directory is one that goes with the process, also at Ctrl-C', () => {
  const makers = sources().filter(
    ({ path, text }) => path.includes('/src/') && /\bmkdtemp(?:Sync)?\(/.test(text),
  );
  // The second makes its own inside of one that the first made.
  expect(makers.map(({ path }) => path)).toEqual([
    'packages/registries/src/at-end.ts',
    'packages/registries/src/fetched-trees.ts',
  ]);
});

test('nothing is exported that nobody uses', () => {
  const everywhere = [...sources(true), ...testSources()];
  const exported = /^export (?:async )?(?:function\*?|const|class) (?<name>\w+)/gm;
  const words = new Map(everywhere.map(({ path, text }) => [path, new Set(text.match(/\w+/g) ?? [])]));
  const unused = all.flatMap(({ path, text }) =>
    [...text.matchAll(exported)]
      .map(({ groups }) => groups?.name ?? '')
      .filter((name) => !everywhere.some((other) => other.path !== path && words.get(other.path)?.has(name)))
      .map((name) => `${path} exports ${name}`),
  );
  expect(unused).toEqual([]);
});
