import { afterEach, describe, expect, test } from 'vitest';
import {
  type Attached,
  about,
  attached,
  attachedSpdx,
  config,
  describing,
  digestOf,
  image,
  licenseOfImage,
  listing,
  registryWith,
  sbomType,
  spdx,
  statement,
  withSpdx,
} from '../testkit/attached.ts';
import { type Answering, type Loopback, memoryCache } from '../testkit/loopback.ts';

const open: Loopback[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
});

async function served(attached: Attached): Promise<Loopback> {
  const server = await registryWith(attached);
  open.push(server);
  return server;
}

describe('an SBOM that refers to an image tells the image’s license', () => {
  test('where the registry lists referrers', async () => {
    expect(await licenseOfImage(await served(withSpdx))).toMatchObject({
      is: 'field',
      field: 'MIT',
      by: 'attestation',
      covers: 'main-software',
      source: expect.stringContaining(`/v2/o/app/blobs/${digestOf(spdx('MIT'))}`),
      note: expect.stringContaining('no signature was checked'),
    });
  });

  test('where it keeps the list under a tag', async () => {
    const { listed, ...rest } = withSpdx;
    expect(await licenseOfImage(await served({ ...rest, tagged: listed ?? {} }))).toMatchObject({
      field: 'MIT',
    });
  });

  test('in CycloneDX, and in a bundle of Sigstore', async () => {
    const bom = {
      bomFormat: 'CycloneDX',
      metadata: { component: { licenses: [{ license: { id: 'ISC' } }] } },
    };
    const type = 'application/vnd.cyclonedx+json';
    const manifest = attached(bom, type);
    const cycloneDx = { manifests: [manifest], blobs: [bom], listed: listing(manifest, type) };
    expect(await licenseOfImage(await served(cycloneDx))).toMatchObject({ field: 'ISC' });

    const payload = Buffer.from(JSON.stringify(statement('Zlib'))).toString('base64');
    const bundle = { dsseEnvelope: { payload } };
    const bundleType = 'application/vnd.dev.sigstore.bundle.v0.3+json';
    const signed = attached(bundle, bundleType);
    const annotations = { 'dev.sigstore.bundle.predicateType': 'https://spdx.dev/Document/v2.3' };
    const listed = listing(signed, bundleType, { annotations });
    expect(
      await licenseOfImage(await served({ manifests: [signed], blobs: [bundle], listed })),
    ).toMatchObject({
      field: 'Zlib',
    });
  });

  test('that BuildKit put into the index, for the platform that is read', async () => {
    const document = statement('BSD-3-Clause');
    const layer = { ...describing(document), mediaType: 'application/vnd.in-toto+json' };
    const provenance = { annotations: { 'in-toto.io/predicate-type': 'https://slsa.dev/provenance/v1' } };
    const manifest = {
      schemaVersion: 2,
      layers: [
        { digest: `sha256:${'e'.repeat(64)}`, size: 2, mediaType: layer.mediaType, ...provenance },
        { ...layer, annotations: { 'in-toto.io/predicate-type': 'https://spdx.dev/Document' } },
      ],
    };
    const refersTo = (digest: string, type = 'attestation-manifest') => ({
      annotations: { 'vnd.docker.reference.type': type, 'vnd.docker.reference.digest': digest },
    });
    const index = (...others: readonly object[]) => ({
      manifests: [{ digest: about, platform: { os: 'linux', architecture: 'amd64' } }, ...others],
    });
    const of = async (given: object) =>
      licenseOfImage(await served({ image: given, manifests: [manifest], blobs: [document] }));
    expect(await of(index({ ...describing(manifest), ...refersTo(about) }))).toMatchObject({
      field: 'BSD-3-Clause',
      by: 'attestation',
    });
    expect(open.at(-1)?.requests.filter(({ url }) => url.includes('referrers'))).toEqual([]);
    for (const other of [refersTo(`sha256:${'c'.repeat(64)}`), refersTo(about, 'other'), {}])
      expect(await of(index({ ...describing(manifest), ...other }))).toMatchObject({ is: 'silent' });
  });

  test('whether it refers to the index of all platforms or to what is run', async () => {
    const index = { manifests: [{ digest: about, platform: { os: 'linux', architecture: 'amd64' } }] };
    expect(await licenseOfImage(await served({ ...withSpdx, image: index }))).toMatchObject({ field: 'MIT' });
    const whole = attached(spdx('ISC'), sbomType, { subject: { digest: digestOf(index) } });
    const more = { [`/v2/o/app/referrers/${digestOf(index)}`]: listing(whole, sbomType) };
    const blobs = [spdx('ISC')];
    expect(
      await licenseOfImage(await served({ image: index, manifests: [whole], blobs, more })),
    ).toMatchObject({
      field: 'ISC',
    });
  });

  test('but not where the image says it itself: then it is not asked for', async () => {
    const labelled = { config: { Labels: { 'org.opencontainers.image.licenses': 'BSL-1.0' } } };
    const own = { ...image, config: describing(labelled) };
    const server = await served({ ...withSpdx, image: own, blobs: [labelled, spdx('MIT')] });
    expect(await licenseOfImage(server)).toMatchObject({ field: 'BSL-1.0', by: 'registry' });
    expect(server.requests).toHaveLength(2);
  });

  test('and the kept answer says the same when nobody answers any more', async () => {
    const server = await served(withSpdx);
    const cache = memoryCache();
    await licenseOfImage(server, { cache });
    await server.close();
    expect(await licenseOfImage(server, { cache, now: () => new Date('2027-01-01') })).toMatchObject({
      field: 'MIT',
    });
  });

  test('and is asked for with the token of the image', async () => {
    const seen: (string | undefined)[] = [];
    const paths: Readonly<Record<string, object | undefined>> = {
      '/v2/o/app/manifests/1': image,
      [`/v2/o/app/blobs/${digestOf(config)}`]: config,
      [`/v2/o/app/referrers/${about}`]: withSpdx.listed,
      [`/v2/o/app/manifests/${digestOf(attachedSpdx)}`]: attachedSpdx,
      [`/v2/o/app/blobs/${digestOf(spdx('MIT'))}`]: spdx('MIT'),
    };
    const guarded: Answering = ({ url = '', headers }, response) => {
      seen.push(headers.authorization);
      if (headers.authorization === 'Bearer t0ken') response.end(JSON.stringify(paths[url]));
      else
        response.writeHead(401, { 'www-authenticate': `Bearer realm="http://${headers.host}/token"` }).end();
    };
    const more = {
      ...Object.fromEntries(Object.keys(paths).map((path) => [path, guarded])),
      '/token?scope=repository%3Ao%2Fapp%3Apull': { token: 't0ken' },
    };
    const server = await served({ more });
    expect(await licenseOfImage(server)).toMatchObject({ field: 'MIT' });
    expect(seen.filter((one) => one === undefined)).toHaveLength(1);
  });
});
