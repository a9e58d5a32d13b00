import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readSettings } from './settings.ts';

let home = '';
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'fineprint-settings-'));
});
afterEach(() => rmSync(home, { recursive: true }));

function settings(text: string | null, env: Readonly<Record<string, string>> = {}) {
  if (text !== null) {
    mkdirSync(join(home, 'fineprint'), { recursive: true });
    writeFileSync(join(home, 'fineprint', 'settings.yaml'), text);
  }
  return readSettings({ XDG_CONFIG_HOME: home, ...env });
}

test('without a file nothing is allowed that is not public', () => {
  const { egress, mirrors } = settings(null);
  expect(egress.hosts.size).toBe(0);
  expect(egress.authorities).toEqual([]);
  expect(egress.proxyFor(new URL('https://x.example'))).toBeNull();
  expect(mirrors.size).toBe(0);
});

test('hosts, authorities and mirrors are the user’s', () => {
  writeFileSync(join(home, 'ca.pem'), 'PEM');
  const { egress, mirrors } = settings(
    `network:\n  hosts: [NPM.corp, "10.0.0.5:5000"]\n  authorities: ["${join(home, 'ca.pem')}"]\nmirrors:\n  npm: https://npm.corp/npm/\n`,
  );
  expect([...egress.hosts]).toEqual(['npm.corp', '10.0.0.5:5000']);
  expect(egress.authorities).toEqual(['PEM']);
  expect(mirrors.get('npm')).toBe('https://npm.corp/npm');
});

test('the proxy of the settings stands above that of the environment, and some hosts need none', () => {
  const env = { HTTPS_PROXY: 'http://env.proxy:3128', NO_PROXY: 'corp.example, .internal, x.example:8443' };
  const of = (text: string | null, url: string) => settings(text, env).egress.proxyFor(new URL(url));
  expect(of(null, 'https://public.example')).toBe('http://env.proxy:3128');
  expect(of(null, 'http://public.example')).toBeNull();
  expect(of(null, 'https://corp.example')).toBeNull();
  expect(of(null, 'https://git.corp.example')).toBeNull();
  expect(of(null, 'https://notcorp.example')).toBe('http://env.proxy:3128');
  expect(of(null, 'https://a.internal')).toBeNull();
  expect(of(null, 'https://x.example:8443')).toBeNull();
  const own = 'network: { proxy: "http://own:1", noProxy: [] }';
  expect(of(own, 'https://corp.example')).toBe('http://own:1');
  expect(of(own, 'http://corp.example')).toBe('http://own:1');
});

// Node takes no notice of such a proxy, and asks without one, and then without any check of the address.
test('a proxy is one of HTTP, or the user is told', () => {
  const proxy = (HTTPS_PROXY: string) =>
    settings(null, { HTTPS_PROXY }).egress.proxyFor(new URL('https://x.example'));
  expect(proxy('proxy.example:3128')).toBe('http://proxy.example:3128');
  expect(proxy('')).toBeNull();
  for (const other of ['socks5://user:secret@x:1', 'http://', 'a b'])
    expect(() => proxy(other)).toThrow(/^HTTPS_PROXY names a proxy that is none of HTTP \((?!.*secret)/);
  expect(() => settings('network: { proxy: "socks://x" }')).toThrow('network.proxy names a proxy');
});

test.each([
  [
    'network:\n  host: [x]\n',
    'settings.yaml:2:3: The key "host" is not known in "network". Did you mean "hosts"?',
  ],
  ['network:\n  hosts: x\n', '"network.hosts" must be a list.'],
  ['mirrors: { npm: npm.corp }\n', 'The mirror of "npm" in the settings is "npm.corp", which is no address'],
  ['network: { authorities: [/nowhere.pem] }\n', 'The authority "/nowhere.pem" is no file'],
])('%j is refused with its reason', (text, message) => {
  expect(() => settings(text)).toThrow(message);
});

test('a file that the environment names has to be there', () => {
  expect(() => readSettings({ FINEPRINT_SETTINGS: join(home, 'none.yaml') })).toThrow(
    'is no file of at most',
  );
});
