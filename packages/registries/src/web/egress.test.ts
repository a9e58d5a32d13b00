import { expect, test, vi } from 'vitest';
import { addressOf, type EgressSettings } from './egress.ts';

// A name server that never answers, and one that lies.
vi.mock('node:dns', () => ({
  lookup(name: string, _: object, callback: (error: null, found: readonly object[]) => void) {
    if (name === 'inside.example') callback(null, [{ address: '10.0.0.1', family: 4 }]);
    if (name === 'outside.example') callback(null, [{ address: '1.1.1.1', family: 4 }]);
  },
}));

const direct: EgressSettings = { hosts: new Set(), proxyFor: () => null, authorities: [] };
const proxied: EgressSettings = { ...direct, proxyFor: () => 'http://proxy.example:3128' };

test('a name that nobody answers is waited for only so long', async () => {
  expect(await addressOf(new URL('ssh://git@silent.example/r'), direct, 1)).toEqual({
    is: 'refused',
    by: 'silence',
    because: 'It did not answer within 0.001 seconds.',
  });
});

test('a proxy resolves names of HTTP, and none of SSH', async () => {
  expect(await addressOf(new URL('https://inside.example/r'), proxied, 1)).toMatchObject({ address: null });
  expect(await addressOf(new URL('ssh://outside.example/r'), proxied, 1)).toMatchObject({
    address: '1.1.1.1',
  });
  expect(await addressOf(new URL('ssh://inside.example/r'), proxied, 1)).toMatchObject({
    is: 'refused',
    because: expect.stringContaining('private network (10.0.0.1)'),
  });
});

test('an address that is written as a number is checked before any proxy gets it', async () => {
  expect(await addressOf(new URL('https://169.254.169.254/r'), proxied, 1)).toMatchObject({
    is: 'refused',
    by: 'private',
  });
});
