import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type Component,
  type LicenseEvidence,
  type LicenseTree,
  packedFiles,
  readTarGz,
  sourceFile,
} from '@fineprint/core';
import { tarGzOf } from '@fineprint/core/testkit';
import spdx from 'spdx-license-list/full.js';
import { diskSource } from '../disk-source.ts';
import { readTexts } from '../texts/license-texts.ts';
import type { DiskBudget } from './disk.ts';

/** Files by their paths; a mapping at a path is an archive of files. */
export type Files = Readonly<Record<string, string | Readonly<Record<string, string>>>>;

/** The texts that are shipped. */
export const knownTexts = readTexts(readFileSync(join(import.meta.dirname, '../../data/texts.json'), 'utf8'));

/** The text of a license of the SPDX list. */
export function textOf(id: string): string {
  const text = spdx[id]?.licenseText;
  if (text === undefined) throw new Error(`SPDX has no ${id}.`);
  return text;
}

/** A tree that holds files; what was `scanned` of them is listed too. */
export function treeOf(files: Files, scanned: readonly string[] = []): LicenseTree {
  return {
    files: scanned.map((path) => ({ path })),
    has: (path) => scanned.includes(path),
    file(path) {
      const text = Object.hasOwn(files, path) ? files[path] : undefined;
      return typeof text === 'string' ? sourceFile(text) : undefined;
    },
    archive(path) {
      const inner = Object.hasOwn(files, path) ? files[path] : undefined;
      if (inner === undefined) return undefined;
      return packedFiles(readTarGz(typeof inner === 'string' ? Buffer.from(inner) : tarGzOf(inner)));
    },
    list(path) {
      const start = path === '' ? '' : `${path}/`;
      const below = Object.keys(files).filter((file) => file.startsWith(start));
      return [...new Set(below.map((file) => file.slice(start.length).split('/')[0] ?? ''))].sort();
    },
  };
}

/** A component as a finder of copies sees it, named in a file. */
export function componentOf(
  key: string,
  {
    at = 'main.tf',
    ...parts
  }: Partial<Omit<Component, 'occurrences'>> & { at?: string; contents?: string } = {},
): Component {
  const [kind = '', name = ''] = key.split(/:(.*)/s, 2);
  const { contents, ...rest } = parts;
  const requested = parts.requested ?? null;
  const occurrence = {
    at: { path: at },
    via: [],
    requested,
    ...(contents === undefined ? {} : { contents }),
  };
  return {
    kind,
    key,
    name,
    version: null,
    commit: null,
    digest: null,
    requested: null,
    subpath: null,
    occurrences: [occurrence],
    ...rest,
  } as unknown as Component;
}

/** What the disk says of a component, a line for each evidence and problem. */
export function saidOf(component: Component, tree: LicenseTree, budget?: DiskBudget): readonly string[] {
  const unknown = new Set<string>();
  return [...diskSource(() => knownTexts, budget ? { budget } : {}).evidence(component, tree)].flatMap(
    (item) => {
      if (!('is' in item)) return lineOf(item);
      if (item.is === 'gap') return `gap: ${item.because}`;
      if (item.is === 'notice') return unknown.has(item.source) ? [] : `notice: ${item.source}`;
      // The problem that comes with it names it.
      if (item.is === 'unknown-text') {
        unknown.add(item.source);
        return [];
      }
      const { code, message, location } = item;
      return `${code} ${location?.path}:${location?.line}: ${message}`;
    },
  );
}

function lineOf({ expression, method, source, covers }: LicenseEvidence): string {
  return `${expression} ${method} ${source}${covers === 'artifact' ? '' : ` ${covers}`}`;
}
