import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { tarGzOf } from '@fineprint/core/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bundleInto } from '../../packages/cli/build.ts';
import type { npm as source } from '../../packages/registries/src/protocols/npm.ts';
import { asked, meansOf, occurrenceOf } from '../../packages/registries/src/testkit/asked.ts';
import { type Loopback, startLoopback, webTo } from '../../packages/registries/src/testkit/loopback.ts';

// The build leaves out what npm's client has for other tasks; what is asked of it must work without.

const tarball = Buffer.from(tarGzOf({ 'package/LICENSE': 'MIT License', 'package/package.json': '{}' }));
const integrity = `sha512-${createHash('sha512').update(tarball).digest('base64')}`;
const temp = mkdtempSync(join(tmpdir(), 'fineprint-built-'));
let npm: typeof source;
let server: Loopback;

beforeAll(async () => {
  await bundleInto(temp, { npm: 'packages/registries/src/protocols/npm.ts' });
  ({ npm } = await import(/* @vite-ignore */ pathToFileURL(join(temp, 'npm.js')).href));
  server = await startLoopback((origin) => {
    const version = (number: string) => ({
      name: 'thing',
      version: number,
      directories: { bin: 'bin', man: 'man' },
      bin: undefined,
      dist: { tarball: `${origin}/thing-${number}.tgz`, integrity },
    });
    return {
      '/thing': {
        name: 'thing',
        'dist-tags': { latest: '1.2.0' },
        versions: { '1.0.0': version('1.0.0'), '1.1.0': version('1.1.0'), '1.2.0': version('1.2.0') },
      },
      '/thing/1.0.0': version('1.0.0'),
      '/thing/1.1.0': version('1.1.0'),
      '/thing-1.0.0.tgz': (_, response) => response.end(tarball),
      '/thing-1.1.0.tgz': (_, response) => response.end('other bytes'),
    };
  });
});
afterAll(async () => {
  await server.close();
  rmSync(temp, { recursive: true });
});

const means = () => meansOf(webTo([server.host]), { npm: server.origin });

test.each([
  ['~1.1', '1.1.0'],
  ['latest', '1.2.0'],
])('a range %s leads to a version', async (requested, version) => {
  const occurrence = occurrenceOf({ kind: 'library', name: 'npm/thing', requested });
  expect(await npm.resolve(occurrence, means())).toMatchObject({ is: 'answer', version });
});

test('a tarball is read, if it has the bytes that its hash names', async () => {
  const licenses = (version: string) =>
    npm.licenses(asked({ kind: 'library', name: 'npm/thing', version }), means());
  expect(await licenses('1.0.0')).toEqual([expect.objectContaining({ is: 'text', text: 'MIT License' })]);
  expect(JSON.stringify(await licenses('1.1.0'))).toContain('The archive is not the one whose hash');
});
