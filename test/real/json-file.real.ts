import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readLargeJson } from './json-file.ts';

test('a document that is read in parts is the one that was written', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'fineprint-json-'));
  const file = join(directory, 'x.json');
  const document = fc.oneof(
    fc.array(fc.jsonValue(), { maxLength: 10 }),
    fc.dictionary(
      fc.stringMatching(/^[a-z]{1,5}$/),
      fc.oneof(fc.jsonValue(), fc.array(fc.jsonValue(), { maxLength: 30 })),
    ),
  );
  await fc.assert(
    fc.asyncProperty(document, fc.boolean(), async (made, isWide) => {
      const written = JSON.parse(JSON.stringify(made));
      writeFileSync(file, JSON.stringify(written, null, isWide ? 2 : 0));
      const seen = new Map<string, unknown[]>();
      const { envelope } = await readLargeJson(file, (list, item) => {
        seen.set(list, [...(seen.get(list) ?? []), item]);
      });
      const shortened = (value: unknown) => (Array.isArray(value) ? value.slice(0, 20) : value);
      if (Array.isArray(written))
        expect([envelope, seen.get('') ?? []]).toEqual([shortened(written), written]);
      else
        for (const [key, value] of Object.entries(written)) {
          expect(envelope).toHaveProperty([key], shortened(value));
          if (Array.isArray(value)) expect(seen.get(key) ?? []).toEqual(value);
        }
    }),
  );
  rmSync(directory, { recursive: true });
});
