import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { answerOf, firstToken, takenIn } from './served.ts';

const folder = mkdtempSync(join(tmpdir(), 'fineprint-killed-'));
const started: ChildProcess[] = [];
afterAll(() => {
  for (const process of started) process.kill('SIGKILL');
  rmSync(folder, { recursive: true });
});

interface Running {
  readonly url: string;
  readonly firstCode: string | null;
  readonly process: ChildProcess;
}

/** Starts the server as people do, and waits until it says where it is. */
async function start(): Promise<Running> {
  const process = spawn('node', ['packages/cli/bin/fineprint.js', 'serve', '--data', folder, '--port', '0'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  started.push(process);
  let said = '';
  for await (const chunk of process.stdout) {
    said += chunk;
    const url = /serves (?<url>\S+)\n/.exec(said)?.groups?.url;
    // The link of the first start is written together with the address.
    if (url) return { url, firstCode: /code=(?<code>\S+)\n/.exec(said)?.groups?.code ?? null, process };
  }
  throw new Error(`The server ended: ${said}`);
}

function documentOf(number: number): string {
  const components = Array.from({ length: 50 }, (_, index) => ({
    type: 'library',
    name: `package-${index}`,
    version: `${number}.${index}.0`,
    purl: `pkg:npm/package-${index}@${number}.${index}.0`,
    licenses: [{ license: { id: 'MIT' } }],
  }));
  return JSON.stringify({ bomFormat: 'CycloneDX', specVersion: '1.6', version: number, components });
}

const kills = 4;
const documents = 12;

test('what was accepted is there once, however often the server is killed', async () => {
  let server = await start();
  const headers = { authorization: `Bearer ${await firstToken(server)}`, 'content-type': 'application/json' };
  const accepted = new Map<number, string>();
  const send = async (number: number) => {
    const url = `${server.url}/api/v1/reports?project=p${number}`;
    const { id } = await answerOf<{ id: string }>(url, { method: 'POST', headers, body: documentOf(number) });
    expect(id).toMatch(/^[0-9a-f-]{36}$/);
    // Whoever got no answer sends again; whoever did must be right to trust it.
    expect(accepted.get(number) ?? id).toBe(id);
    accepted.set(number, id);
  };
  const numbers = Array.from({ length: documents }, (_, index) => index);
  for (let round = 0; round < kills; round += 1) {
    const { promise, resolve } = Promise.withResolvers<void>();
    server.process.once('exit', () => resolve());
    // It dies while some are sent, some wait, and some are taken in: after another number of answers each time.
    let answers = 0;
    await Promise.allSettled(
      numbers.map(async (number) => {
        await send(number);
        answers += 1;
        if (answers === round * 3 + 1) server.process.kill('SIGKILL');
      }),
    );
    server.process.kill('SIGKILL');
    await promise;
    server = await start();
    expect(accepted.size).toBeGreaterThan(round * 3);
  }
  await Promise.all(numbers.map(send));
  for (const id of accepted.values()) {
    expect(await takenIn(server.url, id, headers)).toMatchObject({ state: 'processed', components: 50 });
  }
  const { items } = await answerOf<{ items: readonly { name: string; components: number }[] }>(
    `${server.url}/api/v1/projects?limit=200`,
    { headers },
  );
  expect(items.map(({ name }) => name).toSorted()).toEqual(numbers.map((number) => `p${number}`).toSorted());
  expect(items.every(({ components }) => components === 50)).toBe(true);
  server.process.kill('SIGTERM');
});
