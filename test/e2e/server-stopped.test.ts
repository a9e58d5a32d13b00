import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, renameSync, rmSync } from 'node:fs';
import { type IncomingMessage, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, expect, test } from 'vitest';
import { firstToken } from './served.ts';

const folder = mkdtempSync(join(tmpdir(), 'fineprint-stopped-'));
const started: ChildProcess[] = [];
afterAll(() => {
  for (const process of started) process.kill('SIGKILL');
  rmSync(folder, { recursive: true });
});

const document = '{"bomFormat":"CycloneDX","specVersion":"1.6","components":[]}';

/** Starts the server as people do, and begins to send a document, of which the end is still to come. */
async function amidUpload(name: string) {
  const data = join(folder, name);
  const child = spawn('node', ['packages/cli/bin/fineprint.js', 'serve', '--data', data, '--port', '0'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  started.push(child);
  const exited = Promise.withResolvers<number | null>();
  child.once('exit', (code) => exited.resolve(code));
  let said = '';
  for await (const chunk of child.stdout) {
    said += chunk;
    if (said.includes('code=')) break;
  }
  const url = /serves (?<url>\S+)\n/.exec(said)?.groups?.url ?? '';
  const token = await firstToken({ url, firstCode: /code=(?<code>\S+)\n/.exec(said)?.groups?.code ?? '' });
  const answered = Promise.withResolvers<IncomingMessage>();
  const upload = request(`${url}/api/v1/reports?project=p`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', expect: '100-continue' },
  });
  const begun = Promise.withResolvers<void>();
  upload.once('continue', () => begun.resolve());
  upload.once('response', answered.resolve);
  upload.once('error', answered.reject);
  upload.flushHeaders();
  await begun.promise;
  upload.write(document.slice(0, 10));
  return { child, exited: exited.promise, url, upload, answered: answered.promise };
}

/** Waits until nobody listens at an address any more. */
async function closed(url: string): Promise<void> {
  for (let isOpen = true; isOpen; )
    isOpen = await fetch(url, { headers: { connection: 'close' } }).then(
      () => true,
      () => false,
    );
}

test('a server that is told to stop takes nothing more, and ends what it was about to take', async () => {
  const { child, exited, url, upload, answered } = await amidUpload('ends');
  child.kill('SIGTERM');
  await closed(url);
  upload.end(document.slice(10));
  expect((await answered).statusCode).toBe(202);
  expect(await exited).toBe(0);
});

test('a server that is told so twice ends at once', async () => {
  const { child, exited, url, upload, answered } = await amidUpload('at-once');
  child.kill('SIGTERM');
  await closed(url);
  const cut = expect(answered).rejects.toThrow('socket hang up');
  child.kill('SIGTERM');
  expect(await exited).toBe(130);
  await cut;
  upload.destroy();
});

test('a server that cannot start ends by itself, and says why', async () => {
  const { child, exited, upload, answered } = await amidUpload('without');
  upload.end(document.slice(10));
  expect((await answered).statusCode).toBe(202);
  child.kill('SIGTERM');
  expect(await exited).toBe(0);
  const data = join(folder, 'without');
  renameSync(join(data, 'blobs'), join(data, 'elsewhere'));
  const again = spawn(
    'node',
    ['packages/cli/bin/fineprint.js', 'serve', '--data', data, '--port', '0', '--ops-port', '0'],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  started.push(again);
  const ended = new Promise((resolve) => again.once('exit', resolve));
  expect(await text(again.stderr)).toContain('The newest document of this database does not lie in');
  expect(await ended).toBe(2);
});
