import { generateKeyPairSync, sign } from 'node:crypto';
import { expect, test } from 'vitest';
import { projectName } from './server-reader.ts';
import { keyOfPem, type SignedDocument, verified } from './signed-document.ts';

const { publicKey, privateKey } = generateKeyPairSync('ed25519');
const key = keyOfPem(publicKey.export({ format: 'pem', type: 'spki' }).toString());
const now = Date.parse('2026-11-28T12:00:00Z');
const expected = { key, server: 'https://fineprint.example', project: 'github.com/acme/shop', now };

function signed(more: object = {}): SignedDocument {
  const document = JSON.stringify({
    schema: 'fineprint-pipeline/1',
    server: 'https://fineprint.example',
    project: 'github.com/acme/shop',
    issuedAt: '2026-11-27T12:00:00Z',
    expiresAt: '2026-12-27T12:00:00Z',
    policies: [{ name: 'policy of all projects, version 1', text: 'extends: saas\n' }],
    waivers: [],
    ...more,
  });
  return {
    document,
    keyId: '0',
    signature: sign(null, Buffer.from(document), privateKey).toString('base64'),
  };
}

test('what a server signed for a project is read', () => {
  expect(key).toMatch(/^ed25519:[\w-]{43}$/);
  expect(verified(signed(), expected).policies).toHaveLength(1);
});

test.each([
  [{ server: 'https://other.example' }, 'signed for https://other.example'],
  [{ project: 'github.com/acme/other' }, 'about the project "github.com/acme/other"'],
  [{ expiresAt: '2026-11-28T12:00:00Z' }, 'it expired on 2026-11-28: a run with --online'],
  [{ schema: 'fineprint-audit/1' }, 'a form that this version does not know'],
  [{ policies: 'all' }, 'a form that this version does not know'],
])('what is signed for something else or too old is refused: %j', (more, message) => {
  expect(() => verified(signed(more), expected)).toThrow(message);
});

test('what somebody else signed, or nobody, is refused', () => {
  const good = signed();
  for (const signature of ['', 'AAAA', good.signature.replace(/^./, (first) => (first === 'A' ? 'B' : 'A'))])
    expect(() => verified({ ...good, signature }, expected)).toThrow('not by the key that the settings pin');
  expect(() => verified({ ...good, document: `${good.document} ` }, expected)).toThrow('not by the key');
});

test.each([
  ['https://github.com/acme/shop.git', 'github.com/acme/shop'],
  ['https://github.com/acme/shop/', 'github.com/acme/shop'],
  ['git@github.com:acme/shop.git', 'github.com/acme/shop'],
  ['ssh://git.example:2222/acme/shop', 'git.example:2222/acme/shop'],
  ['git.example:acme/shop', 'git.example/acme/shop'],
])('a repository is the same project however it is reached: %s', (remote, name) => {
  expect(projectName(remote)).toBe(name);
});
