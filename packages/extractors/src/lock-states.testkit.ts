import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Extractor } from '@fineprint/core';
import { scanFixture } from '@fineprint/core/testkit';
import { kinds } from '@fineprint/kinds';
import { extractors } from './registry.ts';

/** The files of a repository by their paths. */
export type Files = Readonly<Record<string, string>>;

/** What lockfiles say of what an extractor names: `name: answer path`, or `name: -` where no tool would write one; for tests only. */
export async function lockStates(id: string, files: Files): Promise<readonly string[]> {
  const extractor: Extractor | undefined = extractors.find((each) => each.id === id);
  if (!extractor) throw new Error(`There is no extractor "${id}".`);
  const root = mkdtempSync(join(tmpdir(), 'fineprint-locks-'));
  try {
    for (const [path, content] of Object.entries(files)) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), content);
    }
    const { occurrences } = await scanFixture(root, [extractor], kinds);
    const named = occurrences.filter(({ kind }) => kind !== 'tool');
    const lines = named.map(({ name, lock }) => `${name}: ${lock ? `${lock.says} ${lock.path}` : '-'}`);
    return [...new Set(lines)].sort();
  } finally {
    rmSync(root, { recursive: true });
  }
}
