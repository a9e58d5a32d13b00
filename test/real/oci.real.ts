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

const headers = { authorization: login };
const manifestType = 'application/vnd.oci.image.manifest.v1+json';
const indexType = 'application/vnd.oci.image.index.v1+json';

/** Uploads a document; its descriptor. */
async function pushBlob(repository: string, document: object, mediaType: string) {
  const body = JSON.stringify(document);
  const digest = `sha256:${createHash('sha256').update(body).digest('hex')}`;
  const upload = await fetch(`http://${host}/v2/${repository}/blobs/uploads/`, { method: 'POST', headers });
  const place = new URL(upload.headers.get('location') ?? '', `http://${host}`);
  place.searchParams.set('digest', digest);
  const type = { 'content-type': 'application/octet-stream' };
  await fetch(place, { method: 'PUT', headers: { ...headers, ...type }, body });
  return { mediaType, digest, size: body.length };
}

/** Uploads a manifest or an index under a tag, or under its digest; its descriptor. */
async function pushManifest(repository: string, tag: string | null, mediaType: string, value: object) {
  const body = JSON.stringify({ schemaVersion: 2, mediaType, ...value });
  const digest = `sha256:${createHash('sha256').update(body).digest('hex')}`;
  const put = await fetch(`http://${host}/v2/${repository}/manifests/${tag ?? digest}`, {
    method: 'PUT',
    headers: { ...headers, 'content-type': mediaType },
    body,
  });
  expect(put.status).toBe(201);
  expect(put.headers.get('docker-content-digest')).toBe(digest);
  return { mediaType, digest, size: body.length };
}

async function push(repository: string, tag: string, labels: object, annotations: object): Promise<string> {
  const image = { architecture: 'amd64', os: 'linux', config: { Labels: labels } };
  const config = await pushBlob(repository, image, 'application/vnd.oci.image.config.v1+json');
  const manifest = { config, layers: [], annotations };
  return (await pushManifest(repository, tag, manifestType, manifest)).digest;
}

/** An SBOM of SPDX that says a license of the image that it describes. */
function sbom(license: string) {
  const [image, inside] = ['SPDXRef-image', 'SPDXRef-inside'];
  return {
    spdxVersion: 'SPDX-2.3',
    packages: [
      { SPDXID: inside, licenseDeclared: 'GPL-3.0-only' },
      { SPDXID: image, licenseDeclared: license },
    ],
    relationships: [
      { spdxElementId: 'SPDXRef-DOCUMENT', relationshipType: 'DESCRIBES', relatedSpdxElement: image },
      { spdxElementId: image, relationshipType: 'CONTAINS', relatedSpdxElement: inside },
    ],
  };
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

  test('says its licence in an annotation, else in a label', async () => {
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

  describe('that says nothing itself is told of by an SBOM', () => {
    const of = async (repository: string) =>
      oci.licenses(
        asked({ kind: 'container-image', name: `${host}/${repository}`, requested: '1' }),
        means(),
      );
    const empty = 'application/vnd.oci.empty.v1+json';

    // Debian's registry has no API of referrers, so that whoever attaches something keeps the list under a tag.
    test('which refers to it', async () => {
      const repository = 'team/referred';
      const digest = await push(repository, '1', {}, {});
      expect(await of(repository)).toMatchObject([{ is: 'silent' }]);
      const artifactType = 'application/spdx+json';
      const attached = await pushManifest(repository, null, manifestType, {
        artifactType,
        config: await pushBlob(repository, {}, empty),
        layers: [await pushBlob(repository, sbom('MIT'), artifactType)],
        subject: { mediaType: manifestType, digest, size: 0 },
      });
      await pushManifest(repository, digest.replace(':', '-'), indexType, {
        manifests: [{ ...attached, artifactType }],
      });
      expect(await of(repository)).toMatchObject([
        { field: 'MIT', by: 'attestation', covers: 'main-software' },
      ]);
    });

    test('which BuildKit put into its index', async () => {
      const repository = 'team/attested';
      const digest = await push(repository, 'amd64', {}, {});
      const statement = {
        _type: 'https://in-toto.io/Statement/v0.1',
        predicateType: 'https://spdx.dev/Document',
        subject: [{ name: 'pkg:docker/team/attested@1', digest: { sha256: digest.replace('sha256:', '') } }],
        predicate: sbom('Apache-2.0'),
      };
      const layer = await pushBlob(repository, statement, 'application/vnd.in-toto+json');
      const unknown = { platform: { architecture: 'unknown', os: 'unknown' } };
      const attestation = await pushManifest(repository, null, manifestType, {
        config: await pushBlob(repository, unknown.platform, 'application/vnd.oci.image.config.v1+json'),
        layers: [{ ...layer, annotations: { 'in-toto.io/predicate-type': statement.predicateType } }],
      });
      const annotations = {
        'vnd.docker.reference.digest': digest,
        'vnd.docker.reference.type': 'attestation-manifest',
      };
      const single = await fetch(`http://${host}/v2/${repository}/manifests/${digest}`, {
        headers: { ...headers, accept: manifestType },
      });
      const image = { mediaType: manifestType, digest, size: (await single.text()).length };
      await pushManifest(repository, '1', indexType, {
        manifests: [
          { ...image, platform: { architecture: 'amd64', os: 'linux' } },
          { ...attestation, ...unknown, annotations },
        ],
      });
      expect(await of(repository)).toMatchObject([
        { field: 'Apache-2.0', by: 'attestation', covers: 'main-software' },
      ]);
    });
  });
});
