import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { serve } from './serve.ts';

const folder = mkdtempSync(join(tmpdir(), 'fineprint-serve-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const cyclonedx = JSON.stringify({
  bomFormat: 'CycloneDX',
  specVersion: '1.6',
  components: [
    {
      type: 'library',
      name: 'left-pad',
      version: '1.3.0',
      purl: 'pkg:npm/left-pad@1.3.0',
      licenses: [{ license: { id: 'WTFPL' } }],
    },
  ],
});

test('a server takes what is sent, survives its end, and refuses a second one on its folder', async () => {
  const failures: unknown[] = [];
  const options = {
    data: join(folder, 'data'),
    host: '127.0.0.1',
    port: 0,
    databaseUrl: null,
    failed: (cause: unknown) => failures.push(cause),
  };
  const first = await serve(options);
  await expect(serve(options)).rejects.toThrow(`its process is ${process.pid}`);
  const headers = { authorization: `Bearer ${first.firstToken}`, 'content-type': 'application/json' };
  const sent = await fetch(`${first.url}/api/v1/reports?project=pad`, {
    method: 'POST',
    headers,
    body: cyclonedx,
  });
  expect(sent.status).toBe(202);
  await first.stop(10_000);

  const second = await serve(options);
  expect(second.firstToken).toBe(null);
  const { id } = (await sent.json()) as { id: string };
  let state = 'queued';
  while (state === 'queued') {
    const answer = await fetch(`${second.url}/api/v1/reports/${id}`, { headers });
    state = ((await answer.json()) as { state: string }).state;
  }
  const projects = (await (await fetch(`${second.url}/api/v1/projects`, { headers })).json()) as {
    items: unknown[];
  };
  expect([state, projects.items, failures]).toEqual([
    'processed',
    [expect.objectContaining({ name: 'pad', components: 1 })],
    [],
  ]);
  await second.stop(10_000);
});
