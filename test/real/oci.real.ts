import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { oci } from '../../packages/registries/src/protocols/oci.ts';
import { asked, meansOf, occurrenceOf } from '../../packages/registries/src/testkit/asked.ts';
import { webTo } from '../../packages/registries/src/testkit/loopback.ts';

// Debian's docker-registry, filled by this test; it answers to whoever knows a password.
const directory = mkdtempSync(join(tmpdir(), 'fineprint-oci-'));
// "fine:print", by htpasswd -B.
const passwords = 'fine:$2b$05$wygf/a1IZUmw9v9b7ACeb.jVoq7TG6YgeCkZmDeQKFzLslNDf2h46\n';
const login = `Basic ${Buffer.from('fine:print').toString('base64')}`;
let registry: ChildProcess;
let host = '';

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  return typeof address === 'object' && address ? address.port : 0;
}

beforeAll(async () => {
  host = `127.0.0.1:${await freePort()}`;
  writeFileSync(join(directory, 'htpasswd'), passwords);
  writeFileSync(
    join(directory, 'config.yml'),
    `version: 0.1\nlog: { level: error }\nstorage: { filesystem: { rootdirectory: ${directory}/data } }\nhttp: { addr: "${host}" }\nauth: { htpasswd: { realm: test, path: ${directory}/htpasswd } }\n`,
  );
  registry = spawn('docker-registry', ['serve', join(directory, 'config.yml')], { stdio: 'ignore' });
  const failed = new Promise<never>((_, reject) => registry.once('error', reject));
  await Promise.race([listening(), failed]);
});

/** Asks until somebody answers, however long the program takes to start; the test's own limit ends it. */
async function listening(): Promise<void> {
  while (!(await fetch(`http://${host}/v2/`).catch(() => null)))
    await new Promise((resolve) => setImmediate(resolve));
}

afterAll(() => {
  registry.kill();
  rmSync(directory, { recursive: true });
});

async function push(repository: string, tag: string, labels: object, annotations: object): Promise<string> {
  const config = JSON.stringify({ architecture: 'amd64', os: 'linux', config: { Labels: labels } });
  const digest = `sha256:${createHash('sha256').update(config).digest('hex')}`;
  const headers = { authorization: login };
  const upload = await fetch(`http://${host}/v2/${repository}/blobs/uploads/`, { method: 'POST', headers });
  const place = new URL(upload.headers.get('location') ?? '', `http://${host}`);
  place.searchParams.set('digest', digest);
  await fetch(place, {
    method: 'PUT',
    headers: { ...headers, 'content-type': 'application/octet-stream' },
    body: config,
  });
  const mediaType = 'application/vnd.oci.image.manifest.v1+json';
  const manifest = {
    schemaVersion: 2,
    mediaType,
    config: { mediaType: 'application/vnd.oci.image.config.v1+json', digest, size: config.length },
    layers: [],
    annotations,
  };
  const put = await fetch(`http://${host}/v2/${repository}/manifests/${tag}`, {
    method: 'PUT',
    headers: { ...headers, 'content-type': mediaType },
    body: JSON.stringify(manifest),
  });
  expect(put.status).toBe(201);
  return put.headers.get('docker-content-digest') ?? '';
}

function means(authorization: string | null = login) {
  const credentials = { for: () => (authorization === null ? null : { authorization, identity: 'test' }) };
  return { ...meansOf(webTo([host]), { [`oci ${host}`]: `http://${host}` }), credentials };
}

describe('an image', () => {
  test('leads from its tag to the digest that the registry gave it', async () => {
    const digest = await push('team/app', '1.0', {}, {});
    const occurrence = occurrenceOf(
      { kind: 'container-image', name: `${host}/team/app`, requested: '1.0' },
      'tag',
    );
    expect(await oci.resolve(occurrence, means())).toMatchObject({ is: 'answer', digest });
  });

  test('says its license in an annotation, else in a label', async () => {
    const label = { 'org.opencontainers.image.licenses': 'MIT' };
    await push('team/labelled', '1', label, {});
    await push('team/annotated', '1', label, { 'org.opencontainers.image.licenses': 'Apache-2.0' });
    const of = async (repository: string) =>
      oci.licenses(
        asked({ kind: 'container-image', name: `${host}/${repository}`, requested: '1' }),
        means(),
      );
    expect(await of('team/labelled')).toMatchObject([
      { field: 'MIT', by: 'registry', covers: 'main-software' },
    ]);
    expect(await of('team/annotated')).toMatchObject([
      { field: 'Apache-2.0', by: 'author', covers: 'main-software' },
    ]);
  });

  test('is not told to whoever does not know the password', async () => {
    const image = asked({ kind: 'container-image', name: `${host}/team/app`, requested: '1.0' });
    const wrong = `Basic ${Buffer.from('fine:wrong').toString('base64')}`;
    for (const authorization of [null, wrong])
      expect(await oci.licenses(image, means(authorization))).toEqual([
        { is: 'unanswered', because: `${host}: It asks for credentials (status 401).` },
      ]);
  });

  test('that is not there is told', async () => {
    const image = asked({ kind: 'container-image', name: `${host}/team/none`, requested: '1.0' });
    expect(await oci.licenses(image, means())).toEqual([
      { is: 'silent', because: `${host} knows no /v2/team/none/manifests/1.0.` },
    ]);
  });
});
