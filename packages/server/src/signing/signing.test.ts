import { afterEach, expect, test } from 'vitest';
import { startServer, type TestServer } from '../server.testkit.ts';
import { describeStores } from '../store/stores.testkit.ts';
import { isSignedBy, keyIdOf, publicKeys, signBytes } from './signing.ts';

describeStores('Signing', (open) => {
  let server: TestServer;
  afterEach(() => server.close());

  test('is by one key, whoever is the first to need it, and anybody may know its public half', async () => {
    server = await startServer((await open()).database);
    const bytes = Buffer.from('{"version":1}');
    const signed = await Promise.all([1, 2, 3].map(() => signBytes(bytes, server.means)));
    expect(new Set(signed.map(({ keyId }) => keyId)).size).toBe(1);
    const answer = await server.app.inject({ url: '/api/v1/signing-keys' });
    const { items } = answer.json();
    expect(items).toMatchObject([{ keyId: signed[0]?.keyId, algorithm: 'Ed25519', isCurrent: true }]);
    expect(answer.body).not.toContain('PRIVATE');
    const [{ publicKey, keyId }] = items;
    expect(keyIdOf(publicKey)).toBe(keyId);
    for (const { signature } of signed) {
      expect(isSignedBy(bytes, signature, publicKey)).toBe(true);
      expect(isSignedBy(Buffer.from('{"version":2}'), signature, publicKey)).toBe(false);
    }
    expect(isSignedBy(bytes, '', publicKey)).toBe(false);
  });

  test('goes over to another key, and the one before it is still known', async () => {
    server = await startServer((await open()).database);
    const { database } = server.means;
    const before = await signBytes(Buffer.from('a'), server.means);
    await database.write((writing) =>
      writing.updateTable('signingKey').set({ isCurrent: null }).where('keyId', '=', before.keyId).execute(),
    );
    const after = await signBytes(Buffer.from('a'), server.means);
    expect(after.keyId).not.toBe(before.keyId);
    expect((await publicKeys(server.means)).map(({ keyId }) => keyId)).toEqual([after.keyId, before.keyId]);
  });
});
