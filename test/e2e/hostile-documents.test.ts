import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Server } from '@fineprint/server';
import { pages } from '@fineprint/web';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { answerOf, firstToken, served } from './served.ts';

const folder = mkdtempSync(join(tmpdir(), 'fineprint-hostile-'));
const asked: string[] = [];
const outside = createServer((request, reply) => {
  asked.push(request.url ?? '');
  reply.end('{}');
});
let server: Server;
let headers: Record<string, string>;
let elsewhere = '';

beforeAll(async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  outside.listen(0, '127.0.0.1', resolve);
  await promise;
  const address = outside.address();
  if (typeof address === 'object' && address !== null) elsewhere = `http://127.0.0.1:${address.port}`;
  server = await served(folder, { pages });
  headers = { authorization: `Bearer ${await firstToken(server)}` };
});
afterAll(async () => {
  await server.stop(10_000);
  outside.close();
  rmSync(folder, { recursive: true });
});

interface Outcome {
  readonly status: number;
  readonly state?: string;
  readonly failure?: string | null;
  readonly components?: number | null;
}

/** Sends a document, and waits for what becomes of it; the server answers others all the while. */
async function outcomeOf(document: string, type = 'application/json'): Promise<Outcome> {
  const answer = await fetch(`${server.url}/api/v1/reports?project=hostile`, {
    method: 'POST',
    headers: { ...headers, 'content-type': type },
    body: document,
  });
  const { id } = (await answer.json()) as { id?: string };
  if (id === undefined) return { status: answer.status };
  for (;;) {
    const status = await answerOf<Outcome>(`${server.url}/api/v1/reports/${id}`, { headers });
    if (status.state !== 'queued') {
      const { state, failure = null, components = null } = status;
      return { status: answer.status, state: state ?? '', failure, components };
    }
    await pause(50);
  }
}

const sbom = (parts: object) =>
  JSON.stringify({ $schema: `${elsewhere}/schema`, bomFormat: 'CycloneDX', specVersion: '1.6', ...parts });
const component = (ref: string) => ({ type: 'library', name: ref, version: '1.0.0', 'bom-ref': ref });
const names = (count: number) => Array.from({ length: count }, (_, index) => `c${index}`);

test('a million dependencies, and as many of what is not there', async () => {
  const refs = names(1_000);
  const dependencies = refs.map((ref) => ({ ref, dependsOn: refs }));
  expect(await outcomeOf(sbom({ components: refs.map(component), dependencies }))).toEqual(takenIn(1_000));
  const nowhere = names(1_000_000).map((ref) => ({ ref }));
  const lost = sbom({ components: [component('a')], dependencies: nowhere });
  expect(await outcomeOf(lost)).toEqual(takenIn(1));
}, 240_000);

test('a graph that goes round in circles', async () => {
  const refs = names(2_000);
  const dependencies = refs.map((ref, index) => ({ ref, dependsOn: [refs[(index + 1) % refs.length]] }));
  expect(await outcomeOf(sbom({ components: refs.map(component), dependencies }))).toEqual(takenIn(2_000));
  const itself = [{ ref: 'self', dependsOn: ['self'] }];
  expect(await outcomeOf(sbom({ components: [component('self')], dependencies: itself }))).toEqual(
    takenIn(1),
  );
});

test('one bom-ref for several components', async () => {
  const components = [component('a'), { ...component('a'), name: 'b' }, component('a')];
  // Two are the same component, whatever they are called within the document.
  expect(await outcomeOf(sbom({ components }))).toEqual(takenIn(2));
});

test('references to elsewhere, where nobody looks', async () => {
  const $ref = `${elsewhere}/part`;
  const externalReferences = [{ type: 'bom', url: $ref }];
  const components = [{ ...component('a'), $ref, externalReferences }];
  expect(await outcomeOf(sbom({ components, externalReferences }))).toEqual(takenIn(1));
  expect(await outcomeOf(sbom({ components: { $ref } }))).toEqual(refused('"components" is no list in it.'));
  expect(asked).toEqual([]);
});

test('components within components, ten thousand deep', async () => {
  const all = names(10_000);
  const opened = all.map((name) => `{"type":"library","name":"${name}","components":[`).join('');
  const document = `{"bomFormat":"CycloneDX","specVersion":"1.6","components":[${opened}${']}'.repeat(all.length)}]}`;
  expect(await outcomeOf(document)).toEqual(takenIn(all.length));
}, 120_000);

test('XML that names files, addresses and itself', async () => {
  const outside = `<!ENTITY x SYSTEM "file:///etc/passwd"><!ENTITY y SYSTEM "${elsewhere}/dtd">`;
  const bomb = names(20)
    .map((name, index) => `<!ENTITY ${name} "${`&c${index - 1};`.repeat(10)}">`)
    .join('');
  for (const entities of [outside, bomb]) {
    expect(await outcomeOf(xmlWith(entities), 'application/xml')).toEqual({ status: 415 });
    // What only says that it is JSON is found out when it is read.
    expect(await outcomeOf(xmlWith(entities), 'application/json')).toEqual(
      refused('It is CycloneDX in XML; an SBOM is read in JSON.'),
    );
  }
  expect(asked).toEqual([]);
});

const takenIn = (components: number) => ({ status: 202, state: 'processed', failure: null, components });
const refused = (failure: string) => ({ status: 202, state: 'failed', failure, components: null });

function xmlWith(entities: string): string {
  const name = '<name>&x;&y;&c19;</name>';
  const body = `<components><component type="library">${name}</component></components>`;
  return `<?xml version="1.0"?><!DOCTYPE bom [${entities}]><bom xmlns="http://cyclonedx.org/schema/bom/1.6">${body}</bom>`;
}
