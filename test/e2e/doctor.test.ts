import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { version } from '../../packages/cli/src/version.ts';
import { fineprint } from './terminal.ts';

let directory = '';
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'fineprint-doctor-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

const own = () => ({ XDG_CONFIG_HOME: join(directory, 'config'), XDG_CACHE_HOME: join(directory, 'cache') });

async function checked(env: Readonly<Record<string, string>> = {}, ...args: readonly string[]) {
  const { code, stdout } = await fineprint(['doctor', '--json', ...args], { ...own(), ...env });
  const { checked: all }: { checked: { is: string; what: string; says: string; todo?: string }[] } =
    JSON.parse(stdout);
  return { code, stdout, of: (what: string) => all.find((one) => one.what === what) };
}

test('it says what this installation is, and that it works', async () => {
  const { code, of } = await checked({ PATH: process.env.PATH ?? '' });
  expect(code).toBe(0);
  expect(of('fineprint')?.says).toContain(version);
  expect(of('node')?.says).toContain(process.versions.node);
  expect(of('licence facts')?.says).toMatch(/^of \d{4}-\d\d-\d\d$/);
  expect(of('settings')?.says).toContain(join(directory, 'config/fineprint/settings.yaml'));
  expect(of('cache')).toMatchObject({
    is: 'ok',
    says: expect.stringContaining(join(directory, 'cache/fineprint')),
  });
  expect(of('git')?.is).toBe('ok');
});

test('what is missing says what to do, and fails only what a scan needs', async () => {
  expect(await checked({ PATH: '/nowhere' }).then(({ code, of }) => [code, of('git')?.is])).toEqual([
    0,
    'note',
  ]);
  writeFileSync(join(directory, 'file'), '');
  const cache = await checked({ XDG_CACHE_HOME: join(directory, 'file') });
  expect([cache.code, cache.of('cache')?.is]).toEqual([2, 'problem']);
  mkdirSync(join(directory, 'config/fineprint'), { recursive: true });
  writeFileSync(join(directory, 'config/fineprint/settings.yaml'), 'netwrk: {}\n');
  const settings = await checked();
  expect([settings.code, settings.of('settings')?.says]).toEqual([
    2,
    expect.stringContaining('Did you mean "network"?'),
  ]);
});

test('it names proxies, authorities and credentials without what is secret in them', async () => {
  const secrets = {
    GITHUB_TOKEN: 'ghp_hunter2secret',
    HTTPS_PROXY: 'http://someone:hunter2secret@proxy.example:3128',
  };
  const { stdout, of } = await checked({ ...secrets, NODE_EXTRA_CA_CERTS: '/ca.pem' });
  expect(of('proxy')?.says).toBe('proxy.example:3128, of the environment');
  expect(of('authorities')?.says).toContain('/ca.pem');
  expect(of('credentials')?.says).toBe('github.com (GITHUB_TOKEN)');
  const { stdout: text } = await fineprint(['doctor'], { ...own(), ...secrets });
  for (const shown of [stdout, text]) expect(shown).not.toMatch(/hunter2secret|someone/);
});

test('--online says of each host whether it answers, and why not', async () => {
  // Nobody listens at the discard port.
  const { code, of } = await checked({ HTTPS_PROXY: 'http://127.0.0.1:9' }, '--online');
  expect(of('ghcr.io')).toMatchObject({ is: 'note', says: expect.stringContaining('refused') });
  expect([code, of('hosts')?.is]).toEqual([2, 'problem']);
  expect((await checked()).of('ghcr.io')).toBeUndefined();
});

test.each([40, 80, 200])('its text fits %i columns', async (columns) => {
  const { stdout } = await fineprint(['doctor'], { ...own(), NO_COLOR: '1' }, { isTTY: true, columns });
  const wide = stdout.split('\n').filter((line) => line.length > columns && line.trim().includes(' '));
  expect(wide).toEqual([]);
  expect(stdout).toMatch(/^ {2}ok .*fineprint/m);
});

test('it knows which terminals show links', async () => {
  const links = async (env: Readonly<Record<string, string>>) => {
    const { stdout } = await fineprint(['doctor'], { ...own(), ...env }, { isTTY: true, columns: 80 });
    return /links +(\w+)/.exec(stdout)?.[1];
  };
  expect(await links({ TERM: 'xterm-256color' })).toBe('no');
  expect(await links({ TERM: 'xterm-kitty' })).toBe('yes');
  expect(await links({ TERM: 'xterm-kitty', CI: '1' })).toBe('no');
  expect(await links({ TERM: 'dumb', FORCE_HYPERLINK: '1' })).toBe('yes');
  expect(await links({ WT_SESSION: 'x', FORCE_HYPERLINK: '0' })).toBe('no');
  expect(await links({ VTE_VERSION: '5000' })).toBe('no');
  expect(await links({ VTE_VERSION: '7600' })).toBe('yes');
  expect(await links({ TERM_PROGRAM: 'iTerm.app', TERM_PROGRAM_VERSION: '3.0.9' })).toBe('no');
  expect(await links({ TERM_PROGRAM: 'iTerm.app', TERM_PROGRAM_VERSION: '3.5.10' })).toBe('yes');
  expect(await links({ TERM_PROGRAM: 'WezTerm', TERM_PROGRAM_VERSION: '20240203-110809-5046fc22' })).toBe(
    'yes',
  );
});
