import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';

/** An issuer of CI tokens on this machine: its keys are real, and served as GitHub serves its own. */
export interface TestIssuer {
  readonly url: string;
  /** Every address that was asked for. */
  readonly asked: string[];
  /** What it answers in place of its keys; `null` for the keys. */
  failing: number | null;
  /** Signs with the key of an algorithm. */
  sign(
    claims: JWTPayload,
    header?: { readonly alg?: 'RS256' | 'ES256'; readonly kid?: string },
  ): Promise<string>;
  /** Makes new keys, and forgets the old ones. */
  rotate(): Promise<void>;
  /** The public key of RS256 as a text, which a forger has as well. */
  publicKey(): Promise<string>;
  stop(): Promise<void>;
}

/** Starts an issuer. */
export async function startIssuer(): Promise<TestIssuer> {
  let keys = await newKeys();
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    if (issuer.failing !== null) response.writeHead(issuer.failing).end();
    else if (request.url === '/.well-known/jwks')
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(keys.set));
    else response.writeHead(404).end();
  });
  const { promise, resolve } = Promise.withResolvers<void>();
  server.listen(0, '127.0.0.1', resolve);
  await promise;
  const { port } = server.address() as AddressInfo;
  const issuer: TestIssuer = {
    url: `http://127.0.0.1:${port}`,
    asked,
    failing: null,
    sign: (claims, { alg = 'RS256', kid = keys.ids[alg] } = {}) =>
      new SignJWT(claims).setProtectedHeader({ alg, kid, typ: 'JWT' }).sign(keys.pairs[alg].privateKey),
    rotate: async () => {
      keys = await newKeys();
    },
    publicKey: async () => JSON.stringify(await exportJWK(keys.pairs.RS256.publicKey)),
    stop: async () => {
      server.closeAllConnections();
      const closed = Promise.withResolvers<void>();
      server.close(() => closed.resolve());
      await closed.promise;
    },
  };
  return issuer;
}

let made = 0;

async function newKeys() {
  made += 1;
  const pairs = { RS256: await generateKeyPair('RS256'), ES256: await generateKeyPair('ES256') };
  const ids = { RS256: `rsa-${made}`, ES256: `ec-${made}` };
  const set = {
    keys: [
      { ...(await exportJWK(pairs.RS256.publicKey)), kid: ids.RS256, alg: 'RS256', use: 'sig' },
      { ...(await exportJWK(pairs.ES256.publicKey)), kid: ids.ES256, alg: 'ES256', use: 'sig' },
    ],
  };
  return { pairs, ids, set };
}
