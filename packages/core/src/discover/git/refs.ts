import { lstatSync } from 'node:fs';
import { type GitDir, readText } from '../git-dir.ts';
import { listInside } from '../list-inside.ts';
import { absolute } from '../root.ts';

const objectId = /^(?<id>[0-9a-f]{40}(?:[0-9a-f]{24})?)(?:\s|$)/;
const symbolic = /^ref: (?<ref>refs\/[^\0-\x20\x7f~^:?*[\\]+)$/;
/** What may be read as a ref in the git directory itself: `HEAD`, `FETCH_HEAD`, `ORIG_HEAD`; `config` is none. */
const refName = /^(?:refs\/[^\0-\x20\x7f~^:?*[\\]+|[A-Z][A-Z_]*)$/;
const maxRefBytes = 65_536;
const maxPackedRefsBytes = 64_000_000;
const maxSymbolic = 5;
const maxNames = 20_000;
const maxDepth = 16;

/** The id that a ref of a full name (`HEAD`, `refs/heads/main`) leads to, or `null`. */
export function readRef(git: GitDir, name: string): string | null {
  let ref = name;
  for (let step = 0; step < maxSymbolic; step += 1) {
    if (!refName.test(ref)) return null;
    const text = readText(git.own, ref, maxRefBytes) ?? readText(git.common, ref, maxRefBytes);
    if (text === undefined) return packedRef(git, ref);
    const id = objectId.exec(text)?.groups?.id;
    if (id !== undefined) return id;
    const next = symbolic.exec(text.trim())?.groups?.ref;
    if (next === undefined) return null;
    ref = next;
  }
  return null;
}

function packedRef({ common }: GitDir, ref: string): string | null {
  const text = readText(common, 'packed-refs', maxPackedRefsBytes);
  const end = text === undefined ? -1 : `\n${text}\n`.indexOf(` ${ref}\n`);
  if (text === undefined || end < 0) return null;
  const before = `\n${text}\n`.slice(0, end);
  return objectId.exec(before.slice(before.lastIndexOf('\n') + 1))?.groups?.id ?? null;
}

/** The names of branches and tags as people write them (`main`, `origin/main`, `v1.2`), sorted; of very many, some. */
export function refNames(git: GitDir): readonly string[] {
  const names = new Set<string>();
  const add = (full: string) => {
    if (names.size < maxNames) names.add(full.replace(/^refs\/(?:heads|tags|remotes)\//, ''));
  };
  const visit = (directory: string, depth: number): void => {
    for (const name of listInside(git.common, directory)) {
      const path = `${directory}/${name}`;
      const entry = lstatSync(absolute(git.common, path), { throwIfNoEntry: false });
      if (names.size >= maxNames) return;
      if (entry?.isFile()) add(path);
      else if (entry?.isDirectory() && depth < maxDepth) visit(path, depth + 1);
    }
  };
  for (const area of ['heads', 'tags', 'remotes']) visit(`refs/${area}`, 0);
  const packed = readText(git.common, 'packed-refs', maxPackedRefsBytes) ?? '';
  for (const { groups } of packed.matchAll(/^[0-9a-f]{40,64} (?<name>refs\/(?:heads|tags|remotes)\/\S+)$/gm))
    add(groups?.name ?? '');
  return [...names].sort();
}
