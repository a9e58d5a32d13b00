import { createHash } from 'node:crypto';
import { afterEach, describe, expect, test } from 'vitest';
import { asked, meansOf } from '../testkit/asked.ts';
import {
  type Answering,
  type Loopback,
  memoryCache,
  type Routes,
  startLoopback,
  webTo,
} from '../testkit/loopback.ts';
import { oci } from './oci.ts';

const open: Loopback[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
});

const digestOf = (value: object) =>
  `sha256:${createHash('sha256').update(JSON.stringify(value)).digest('hex')}`;
const describing = (value: object) => ({ digest: digestOf(value), size: JSON.stringify(value).length });

const config = { os: 'linux', config: { Labels: {} } };
const image = {
  schemaVersion: 2,
  config: describing(config),
  layers: [{ digest: `sha256:${'f'.repeat(64)}` }],
};
const about = digestOf(image);

const spdx = (license: string) => ({
  spdxVersion: 'SPDX-2.3',
  documentDescribes: ['SPDXRef-1'],
  packages: [{ SPDXID: 'SPDXRef-1', licenseDeclared: license }],
});
const statement = (license: string, of = about) => ({
  _type: 'https://in-toto.io/Statement/v0.1',
  predicateType: 'https://spdx.dev/Document',
  subject: [{ digest: { sha256: of.replace('sha256:', '') } }],
  predicate: spdx(license),
});

/** The manifest of a document that refers to an image. */
function attached(document: object, mediaType: string, rest: object = {}) {
  return {
    schemaVersion: 2,
    subject: { digest: about },
    layers: [{ ...describing(document), mediaType }],
    ...rest,
  };
}

interface Registry {
  readonly image?: object;
  readonly manifests?: readonly object[];
  readonly blobs?: readonly object[];
  /** What is listed for the image: by the registry itself, or under a tag. */
  readonly listed?: object;
  readonly tagged?: object;
  readonly more?: Routes;
}

async function served({
  manifests = [],
  blobs = [],
  listed,
  tagged,
  more,
  ...given
}: Registry): Promise<Loopback> {
  const home = '/v2/o/app';
  const server = await startLoopback({
    [`${home}/manifests/1`]: given.image ?? image,
    ...Object.fromEntries([image, ...manifests].map((one) => [`${home}/manifests/${digestOf(one)}`, one])),
    ...Object.fromEntries([config, ...blobs].map((one) => [`${home}/blobs/${digestOf(one)}`, one])),
    ...(listed ? { [`${home}/referrers/${about}`]: listed } : {}),
    ...(tagged ? { [`${home}/manifests/${about.replace(':', '-')}`]: tagged } : {}),
    ...more,
  });
  open.push(server);
  return server;
}

async function found(server: Loopback, given: Parameters<typeof webTo>[1] = {}) {
  const means = meansOf(webTo([server.host], given), { 'oci ghcr.io': server.origin });
  const [first] = await oci.licenses(
    asked({ kind: 'container-image', name: 'ghcr.io/o/app', requested: '1' }),
    means,
  );
  return first;
}

const sbomType = 'application/spdx+json';
const attachedSpdx = attached(spdx('MIT'), sbomType);
const listing = (manifest: object, artifactType: string, rest: object = {}) => ({
  manifests: [{ ...describing(manifest), artifactType, ...rest }],
});
const withSpdx: Registry = {
  manifests: [attachedSpdx],
  blobs: [spdx('MIT')],
  listed: listing(attachedSpdx, sbomType),
};

describe('an SBOM that refers to an image tells the image’s license', () => {
  test('where the registry lists referrers', async () => {
    expect(await found(await served(withSpdx))).toMatchObject({
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
    expect(await found(await served({ ...rest, tagged: listed ?? {} }))).toMatchObject({ field: 'MIT' });
  });

  test('in CycloneDX, and in a bundle of Sigstore', async () => {
    const bom = {
      bomFormat: 'CycloneDX',
      metadata: { component: { licenses: [{ license: { id: 'ISC' } }] } },
    };
    const type = 'application/vnd.cyclonedx+json';
    const manifest = attached(bom, type);
    const cycloneDx = { manifests: [manifest], blobs: [bom], listed: listing(manifest, type) };
    expect(await found(await served(cycloneDx))).toMatchObject({ field: 'ISC' });

    const payload = Buffer.from(JSON.stringify(statement('Zlib'))).toString('base64');
    const bundle = { dsseEnvelope: { payload } };
    const bundleType = 'application/vnd.dev.sigstore.bundle.v0.3+json';
    const signed = attached(bundle, bundleType);
    const annotations = { 'dev.sigstore.bundle.predicateType': 'https://spdx.dev/Document/v2.3' };
    const listed = listing(signed, bundleType, { annotations });
    expect(await found(await served({ manifests: [signed], blobs: [bundle], listed }))).toMatchObject({
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
      found(await served({ image: given, manifests: [manifest], blobs: [document] }));
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
    expect(await found(await served({ ...withSpdx, image: index }))).toMatchObject({ field: 'MIT' });
    const whole = attached(spdx('ISC'), sbomType, { subject: { digest: digestOf(index) } });
    const more = { [`/v2/o/app/referrers/${digestOf(index)}`]: listing(whole, sbomType) };
    const blobs = [spdx('ISC')];
    expect(await found(await served({ image: index, manifests: [whole], blobs, more }))).toMatchObject({
      field: 'ISC',
    });
  });

  test('but not where the image says it itself: then it is not asked for', async () => {
    const labelled = { config: { Labels: { 'org.opencontainers.image.licenses': 'BSL-1.0' } } };
    const own = { ...image, config: describing(labelled) };
    const server = await served({ ...withSpdx, image: own, blobs: [labelled, spdx('MIT')] });
    expect(await found(server)).toMatchObject({ field: 'BSL-1.0', by: 'registry' });
    expect(server.requests).toHaveLength(2);
  });

  test('and the kept answer says the same when nobody answers any more', async () => {
    const server = await served(withSpdx);
    const cache = memoryCache();
    await found(server, { cache });
    await server.close();
    expect(await found(server, { cache, now: () => new Date('2027-01-01') })).toMatchObject({ field: 'MIT' });
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
    expect(await found(server)).toMatchObject({ field: 'MIT' });
    expect(seen.filter((one) => one === undefined)).toHaveLength(1);
  });
});

describe('nothing is taken', () => {
  const cases: readonly [string, Registry, string][] = [
    ['where nothing is attached', {}, 'says nothing about a license.'],
    [
      'of what is no SBOM',
      { ...withSpdx, listed: listing(attachedSpdx, 'application/vnd.dev.cosign.artifact.sig.v1+json') },
      'says nothing about a license.',
    ],
    [
      'of a statement of another sort',
      {
        ...withSpdx,
        listed: listing(attachedSpdx, 'application/vnd.dev.sigstore.bundle.v0.3+json', {
          annotations: { 'dev.sigstore.bundle.predicateType': 'https://slsa.dev/provenance/v1' },
        }),
      },
      'says nothing about a license.',
    ],
    ['of a list that is none', { listed: { manifests: { a: 1 } } }, 'says nothing about a license.'],
    (() => {
      const other = attached(spdx('MIT'), sbomType, { subject: { digest: `sha256:${'b'.repeat(64)}` } });
      return [
        'of a manifest that refers to another image',
        { ...withSpdx, manifests: [other], listed: listing(other, sbomType) },
        'refers to another.',
      ];
    })(),
    (() => {
      const large = attached({}, sbomType, {
        layers: [{ ...describing(spdx('MIT')), mediaType: sbomType, size: 17 * 1024 ** 2 }],
      });
      return [
        'of an SBOM that is too large',
        { ...withSpdx, manifests: [large], listed: listing(large, sbomType) },
        'is too large',
      ];
    })(),
    (() => {
      const none = spdx('NOASSERTION');
      const manifest = attached(none, sbomType);
      return [
        'of an SBOM that says nothing of its subject',
        { manifests: [manifest], blobs: [none], listed: listing(manifest, sbomType) },
        'says nothing about a license. http',
      ];
    })(),
    (() => {
      const [mit, isc] = [attachedSpdx, attached(spdx('ISC'), sbomType)];
      const listed = { manifests: [mit, isc].map((one) => ({ ...describing(one), artifactType: sbomType })) };
      return [
        'of SBOMs that contradict each other',
        { manifests: [mit, isc], blobs: [spdx('MIT'), spdx('ISC')], listed },
        'contradict each other: MIT, ISC.',
      ];
    })(),
  ];

  test.each(cases)('%s', async (_, registry, because) => {
    expect(await found(await served(registry))).toEqual({
      is: 'silent',
      because: expect.stringContaining(because),
    });
  });

  test('of digests that are paths, and nothing is asked for by them', async () => {
    const digest = '../../../x';
    const index = {
      manifests: [
        { digest: about, platform: { os: 'linux', architecture: 'amd64' } },
        {
          digest,
          annotations: {
            'vnd.docker.reference.type': 'attestation-manifest',
            'vnd.docker.reference.digest': about,
          },
        },
      ],
    };
    const odd = attached({}, sbomType, {
      layers: [
        { mediaType: sbomType, digest, size: 2 },
        { mediaType: sbomType, digest: digestOf({}) },
      ],
    });
    const listed = { manifests: [{ artifactType: sbomType, digest }, ...listing(odd, sbomType).manifests] };
    const server = await served({ image: index, manifests: [odd], listed });
    expect(await found(server)).toMatchObject({ is: 'silent' });
    expect(server.requests.filter(({ url }) => !url.startsWith('/v2/o/app/'))).toEqual([]);
    expect(server.requests.filter(({ url }) => url.endsWith(digestOf({})))).toEqual([]);
  });

  test('of bytes that are not what their digest says', async () => {
    const more = { [`/v2/o/app/blobs/${digestOf(spdx('MIT'))}`]: spdx('ISC') };
    expect(await found(await served({ ...withSpdx, more }))).toEqual({
      is: 'unanswered',
      because: expect.stringContaining('something else than what its digest says'),
    });
  });

  test('of more bytes than the manifest says that there are', async () => {
    const manifest = attached({}, sbomType, {
      layers: [{ ...describing(spdx('MIT')), mediaType: sbomType }],
    });
    const more: Routes = {
      [`/v2/o/app/blobs/${digestOf(spdx('MIT'))}`]: (_, response) =>
        response.end(Buffer.alloc(17 * 1024 ** 2)),
    };
    const registry = { manifests: [manifest], listed: listing(manifest, sbomType), more };
    expect(await found(await served(registry))).toEqual({
      is: 'unanswered',
      because: expect.stringContaining('more than 16777216 bytes'),
    });
  });

  test.each([
    [405, `/v2/o/app/referrers/${about}`],
    [401, `/v2/o/app/referrers/${about}`],
    [405, `/v2/o/app/manifests/${about.replace(':', '-')}`],
  ])('and it is said where the registry answers with status %s to %s', async (status, path) => {
    const more: Routes = { [path]: (_, response) => response.writeHead(status).end() };
    expect(await found(await served({ more }))).toEqual({
      is: 'unanswered',
      because: expect.stringContaining(`status ${status}`),
    });
  });

  test('of more than four layers', async () => {
    const documents = Array.from({ length: 9 }, (_, index) => ({ ...spdx('NOASSERTION'), index }));
    const layers = documents.map((one) => ({ ...describing(one), mediaType: sbomType }));
    const manifest = attached({}, sbomType, { layers });
    const server = await served({
      manifests: [manifest],
      blobs: documents,
      listed: listing(manifest, sbomType),
    });
    expect(await found(server)).toMatchObject({ is: 'silent' });
    const asked = server.requests.map(({ url }) => url);
    expect(asked.filter((url) => documents.some((one) => url.endsWith(digestOf(one))))).toHaveLength(4);
  });

  test('of more than four documents, and no layer is fetched', async () => {
    const manifests = Array.from({ length: 9 }, (_, index) => attached({}, sbomType, { layers: [], index }));
    const listed = { manifests: manifests.map((one) => ({ ...describing(one), artifactType: sbomType })) };
    const server = await served({ manifests, listed });
    expect(await found(server)).toMatchObject({ is: 'silent' });
    const asked = server.requests.map(({ url }) => url);
    expect(asked.filter((url) => manifests.some((one) => url.endsWith(digestOf(one))))).toHaveLength(4);
    expect(asked.some((url) => url.includes('f'.repeat(64)))).toBe(false);
  });
});
