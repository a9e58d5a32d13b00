import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Extractor } from '../model/extractor.ts';
import type { Kind } from '../model/kind.ts';
import type { ResolvedOccurrence } from '../model/occurrence.ts';
import type { Problem } from '../model/problem.ts';
import { scanFixture } from './scan-fixture.ts';
import { brokenSlots } from './slots.ts';

/**
 * Runs every case in `fixtures/`: what `repo/` yields is `expected.txt`, one fact a line, sorted by place; and
 * every slot holds the round-trip property. `vitest -u` writes the golden files.
 */
export function goldenCases(extractor: Extractor, directory: string, kinds: readonly Kind[]): void {
  const fixtures = join(directory, 'fixtures');
  describe.each(readdirSync(fixtures).sort())('%s', (name) => {
    const repository = join(fixtures, name, 'repo');

    test('yields what expected.txt says', async () => {
      const { occurrences, problems } = await scanFixture(repository, [extractor], kinds);
      await expect(goldenText(occurrences, problems)).toMatchFileSnapshot(
        join(fixtures, name, 'expected.txt'),
      );
    });

    test('holds the round-trip property of slots', async () => {
      expect(await brokenSlots(repository, extractor, kinds)).toEqual([]);
    });
  });
}

/** One fact a line: `path:line:column  kind  pin  usage  key@what`, and `path:line:column  code  message`. */
export function goldenText(occurrences: readonly ResolvedOccurrence[], problems: readonly Problem[]): string {
  const lines = [
    ...occurrences.map(({ at, kind, pin, usage, ref, claimed, via }) => ({
      at,
      text: [
        kind,
        pin ?? 'unknown',
        usage,
        ref.slice(kind.length + 1),
        ...claim(claimed),
        ...through(via),
      ].join('  '),
    })),
    ...problems.map(({ location, code, message }) => ({ at: location, text: `${code}  ${message}` })),
  ];
  return lines
    .map(({ at, text }) => ({ place: at ? `${at.path}:${at.line}:${at.column}` : '-', at, text }))
    .sort(
      (a, b) =>
        compare(a.at?.path ?? '', b.at?.path ?? '') ||
        (a.at?.start ?? 0) - (b.at?.start ?? 0) ||
        compare(a.text, b.text),
    )
    .map(({ place, text }) => `${place}  ${text}\n`)
    .join('');
}

function claim(claimed: string | undefined): readonly string[] {
  return claimed === undefined ? [] : [`claims ${claimed}`];
}

function through(via: ResolvedOccurrence['via']): readonly string[] {
  return via.length === 0 ? [] : [`via ${via.map(({ path, line }) => `${path}:${line}`).join(', ')}`];
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
