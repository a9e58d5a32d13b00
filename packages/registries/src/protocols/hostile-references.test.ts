import { afterEach, expect, test } from 'vitest';
import { asked, meansOf } from '../testkit/asked.ts';
import { type Loopback, startLoopback, webTo } from '../testkit/loopback.ts';
import { galaxy } from './galaxy.ts';
import { oci } from './oci.ts';

const open: Loopback[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
});

test.each(['http://[::1', 'https://galaxy.ansible.com.evil.example'])(
  'a collection from %s is none of Galaxy',
  async (source) => {
    const collection = asked({ kind: 'ansible-collection', name: 'a.b', version: '1.0.0', source });
    expect(await galaxy.licenses(collection, meansOf(webTo([]), {}))).toEqual([]);
  },
);

test.each([
  ['a blob', { config: { digest: '../../secret' } }],
  ['an image', { manifests: [{ digest: '../../secret' }] }],
])('of %s that is named by no digest nothing is asked', async (_, manifest) => {
  const server = await startLoopback({
    '/v2/o/app/manifests/1': { schemaVersion: 2, ...manifest },
    '/v2/o/secret': { config: { Labels: { 'org.opencontainers.image.licenses': 'MIT' } } },
  });
  open.push(server);
  const image = asked({
    kind: 'container-image',
    name: `${server.host}/o/app`,
    requested: '1',
    source: server.host,
  });
  const found = await oci.licenses(
    image,
    meansOf(webTo([server.host]), { [`oci ${server.host}`]: server.origin }),
  );
  expect(server.requests.map(({ url }) => url).filter((url) => url.includes('secret'))).toEqual([]);
  expect(server.requests.length).toBeGreaterThan(0);
  expect(found.map(({ is }) => is)).not.toContain('field');
});
