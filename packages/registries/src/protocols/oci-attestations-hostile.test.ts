import { afterEach, describe, expect, test } from 'vitest';
import {
  type Attached,
  about,
  attached,
  attachedSpdx,
  describing,
  digestOf,
  licenseOfImage,
  listing,
  registryWith,
  sbomType,
  spdx,
  withSpdx,
} from '../testkit/attached.ts';
import type { Loopback, Routes } from '../testkit/loopback.ts';

const open: Loopback[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
});

async function served(attached: Attached): Promise<Loopback> {
  const server = await registryWith(attached);
  open.push(server);
  return server;
}

describe('nothing is taken', () => {
  const cases: readonly [string, Attached, string][] = [
    ['where nothing is attached', {}, 'says nothing about a licence.'],
    [
      'of what is no SBOM',
      { ...withSpdx, listed: listing(attachedSpdx, 'application/vnd.dev.cosign.artifact.sig.v1+json') },
      'says nothing about a licence.',
    ],
    [
      'of a statement of another sort',
      {
        ...withSpdx,
        listed: listing(attachedSpdx, 'application/vnd.dev.sigstore.bundle.v0.3+json', {
          annotations: { 'dev.sigstore.bundle.predicateType': 'https://slsa.dev/provenance/v1' },
        }),
      },
      'says nothing about a licence.',
    ],
    ['of a list that is none', { listed: { manifests: { a: 1 } } }, 'says nothing about a licence.'],
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
        'says nothing about a licence. http',
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
    expect(await licenseOfImage(await served(registry))).toEqual({
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
    expect(await licenseOfImage(server)).toMatchObject({ is: 'silent' });
    expect(server.requests.filter(({ url }) => !url.startsWith('/v2/o/app/'))).toEqual([]);
    expect(server.requests.filter(({ url }) => url.endsWith(digestOf({})))).toEqual([]);
  });

  test('of bytes that are not what their digest says', async () => {
    const more = { [`/v2/o/app/blobs/${digestOf(spdx('MIT'))}`]: spdx('ISC') };
    expect(await licenseOfImage(await served({ ...withSpdx, more }))).toEqual({
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
    expect(await licenseOfImage(await served(registry))).toEqual({
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
    expect(await licenseOfImage(await served({ more }))).toEqual({
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
    expect(await licenseOfImage(server)).toMatchObject({ is: 'silent' });
    const asked = server.requests.map(({ url }) => url);
    expect(asked.filter((url) => documents.some((one) => url.endsWith(digestOf(one))))).toHaveLength(4);
  });

  test('of more than four documents, and no layer is fetched', async () => {
    const manifests = Array.from({ length: 9 }, (_, index) => attached({}, sbomType, { layers: [], index }));
    const listed = { manifests: manifests.map((one) => ({ ...describing(one), artifactType: sbomType })) };
    const server = await served({ manifests, listed });
    expect(await licenseOfImage(server)).toMatchObject({ is: 'silent' });
    const asked = server.requests.map(({ url }) => url);
    expect(asked.filter((url) => manifests.some((one) => url.endsWith(digestOf(one))))).toHaveLength(4);
    expect(asked.some((url) => url.includes('f'.repeat(64)))).toBe(false);
  });
});
