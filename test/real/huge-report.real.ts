import { spawn } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, readSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { gzipSync } from 'node:zlib';
import { formats } from '@fineprint/report';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { gitlabErrors, junitErrors } from '../contracts/findings-schemas.ts';
import { sarifErrors } from '../contracts/official-schemas.ts';
import { largeJsonVerdict, linesVerdict, schemaOf } from './large-documents.ts';
import type { Rendered } from './render-formats.ts';
import { multitoolErrors } from './sarif-multitool.ts';

const directory = mkdtempSync(join(tmpdir(), 'fineprint-huge-'));
afterAll(() => rmSync(directory, { recursive: true }));

const maxKilobytes = 1024 * 1024;
const minutes = 60_000;

/** Renders in a process of its own; each file is looked at, and removed, while the next is written. */
async function rendered(
  components: number,
  look: (one: Rendered) => Promise<readonly string[]>,
  only: readonly string[] = [],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const script = join(import.meta.dirname, 'render-formats.ts');
  const child = spawn(process.execPath, [script, directory, String(components), ...only], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  const found = new Map<string, readonly string[]>();
  try {
    for await (const line of createInterface({ input: child.stdout })) {
      const one: Rendered = JSON.parse(line);
      const heavy = one.maxRSS < maxKilobytes ? [] : [`The process had ${one.maxRSS} kB.`];
      found.set(one.format, [...heavy, ...(await look(one))]);
      rmSync(one.file, { force: true });
    }
  } finally {
    child.kill();
  }
  if ((await ended) !== 0) found.set('process', [`It ended with ${await ended}.`]);
  return found;
}

describe.each([0, 100_000])('a report of %i components', (components) => {
  const refusals: string[] = [];
  let found: ReadonlyMap<string, readonly string[]> = new Map();
  beforeAll(async () => {
    found = await rendered(components, async (one) => {
      if (one.refused === null) return objections(one, components);
      refusals.push(one.format);
      return components > 0 && /at most [\d,]+ components/.test(one.refused) ? [] : [one.refused];
    });
  }, 30 * minutes);

  test('is valid in each format, and written within a gigabyte', async () => {
    const ids = await Promise.all(Object.values(formats).map(async (load) => (await load()).id));
    expect(found.size).toBe(new Set(ids).size);
    expect([...found].filter(([, errors]) => errors.length > 0)).toEqual([]);
  });

  test(
    'is written in the formats that refused it, where it has 5,000',
    async () => {
      if (refusals.length === 0) return;
      const smaller = await rendered(
        5_000,
        async ({ refused }) => (refused === null ? [] : [refused]),
        refusals,
      );
      expect([...smaller]).toEqual(refusals.map((format) => [format, []]));
    },
    5 * minutes,
  );
});

/** What is wrong with a file; a format in JSON is held to the schema that it names. */
async function objections({ format, file }: Rendered, components: number): Promise<readonly string[]> {
  if (statSync(file).size === 0) return components > 0 ? ['It is empty.'] : [];
  switch (format) {
    case 'ndjson': {
      const { errors, counts } = await linesVerdict(file);
      return [...errors, ...shortOf(components, counts.get('component'))];
    }
    case 'csv':
      return shortOf(components + 1, readFileSync(file, 'utf8').split('\r\n').length - 1);
    case 'gitlab':
      return gitlabErrors(readFileSync(file, 'utf8'));
    case 'junit':
      return junitErrors(readFileSync(file, 'utf8'));
    case 'sarif': {
      const text = readFileSync(file, 'utf8');
      const large = gzipSync(text).length < 10_000_000 ? [] : ['GitHub takes no more than 10 MB.'];
      return [...large, ...sarifErrors(text), ...(await multitoolErrors(file))];
    }
    default:
      return isJson(file) ? jsonObjections(file, components) : [];
  }
}

async function jsonObjections(file: string, components: number): Promise<readonly string[]> {
  const { errors, counts } = await largeJsonVerdict(file, await schemaOf(file));
  return [...errors, ...shortOf(components, Math.max(0, ...counts.values()))];
}

function shortOf(components: number, count = 0): readonly string[] {
  return count >= components ? [] : [`It has ${count} of ${components} components.`];
}

function isJson(file: string): boolean {
  const descriptor = openSync(file, 'r');
  const first = Buffer.alloc(1);
  readSync(descriptor, first);
  closeSync(descriptor);
  return first.toString() === '{';
}
