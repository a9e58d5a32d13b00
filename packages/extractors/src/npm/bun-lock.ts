import {
  entries,
  type FileProblem,
  items,
  mapOf,
  type Node,
  parseJson,
  type ResolvedEntry,
  readDocuments,
  type SourceFile,
  textOf,
} from '@fineprint/core';
import { chosenPackage } from './chosen.ts';
import type { NpmFact } from './facts.ts';
import { installedPath } from './package-lock.ts';

/** Reads `bun.lock` (https://bun.com/docs/pm/lockfile): JSON with commas at the end, one array for each package. */
export function readBunLock(file: SourceFile): Iterable<NpmFact | FileProblem> {
  return readDocuments(file, parseJson, (root) => readLock(file, root));
}

function* readLock(file: SourceFile, root: Node): Iterable<NpmFact | FileProblem> {
  const packages = entries(root, 'packages');
  const paths = new Set(packages.map(({ key }) => pathOf(key.text)));
  const budget = { steps: 2_000_000 };
  for (const entry of packages)
    yield packageFact(file, entry, (name) => installedPath(pathOf(entry.key.text), name, paths, budget));
}

const names = /(?:@[^/]+\/)?[^/]+/g;

/** `parent/name` is the package that only the parent gets: what npm would install below it. */
function pathOf(key: string): string {
  return [...key.matchAll(names)].map(([name]) => `node_modules/${name}`).join('/');
}

function packageFact(
  file: SourceFile,
  { key, value }: ResolvedEntry,
  find: (name: string) => string | undefined,
): NpmFact {
  const [first, ...rest] = items(value);
  const id = textOf(first) ?? key.text;
  const at = id.indexOf('@', 1);
  const [name, from] = at < 0 ? [id, ''] : [id.slice(0, at), id.slice(at + 1)];
  const said = rest.find((item) => mapOf(item));
  const needed = (list: string) => entries(said, list).flatMap((entry) => find(entry.key.text) ?? []);
  const required = entries(said, 'dependencies').map(({ key }) => find(key.text) ?? pathOf(key.text));
  const texts = rest.flatMap((item) => textOf(item) ?? []);
  const isElsewhere = /^(?:https?|git|github|ssh|file|link|workspace|root|bitbucket|gitlab)[:+]/.test(from);
  return chosenPackage(file, {
    key,
    ids: [pathOf(key.text), id],
    name,
    version: isElsewhere ? null : from,
    resolved: isElsewhere ? urlOf(from) : (texts.find((text) => /^https?:/.test(text)) ?? null),
    integrity: texts.find((text) => /^sha\d+-/.test(text)) ?? null,
    needs: [...required, ...needed('peerDependencies')],
    optionalNeeds: needed('optionalDependencies'),
    isOwn: /^(?:workspace|file|link|root):/.test(from),
  });
}

/** `github:owner/name#commit` as the URL that it stands for; the commit may be shortened. */
function urlOf(from: string): string {
  return from.replace(/^github:(?=[^/#]+\/)/, 'git+https://github.com/');
}
