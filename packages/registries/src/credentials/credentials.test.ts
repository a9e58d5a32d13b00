import { expect, test } from 'vitest';
import { openCredentials, type Purpose } from './credentials.ts';

const base64 = (text: string) => Buffer.from(text).toString('base64');

function authorization(
  purpose: Purpose,
  url: string,
  files: Readonly<Record<string, string>>,
  env: Readonly<Record<string, string>> = {},
): string | undefined {
  return openCredentials({ read: (path) => files[path] ?? null, env }).for(purpose, url)?.authorization;
}

test('npm: tokens and passwords of a registry, the longest path first', () => {
  const npmrc = [
    'registry=https://npm.example/',
    '//npm.example/:_authToken=whole',
    '//npm.example/team/:_authToken=${TEAM_TOKEN}',
    '//basic.example/:username=me',
    `//basic.example/:_password=${base64('pass')}`,
    '//pair.example:8443/:_auth = "cGFpcg=="',
  ].join('\n');
  const of = (url: string) => authorization('npm', url, { '.npmrc': npmrc }, { TEAM_TOKEN: 'team' });
  expect(of('https://npm.example/x')).toBe('Bearer whole');
  expect(of('https://npm.example/team/x')).toBe('Bearer team');
  expect(of('https://basic.example/x')).toBe(`Basic ${base64('me:pass')}`);
  expect(of('https://pair.example:8443/x')).toBe('Basic cGFpcg==');
  expect(of('https://pair.example/x')).toBeUndefined();
  expect(of('https://evil-npm.example/x')).toBeUndefined();
});

test('Docker: what docker login wrote, and no helper is run', () => {
  const config = JSON.stringify({
    auths: {
      'https://index.docker.io/v1/': { auth: 'aHVi' },
      'ghcr.io': { auth: 'Z2g=' },
      'helped.example': {},
    },
    credsStore: 'desktop',
  });
  const of = (url: string) => authorization('oci', url, { '.docker/config.json': config });
  expect(of('https://registry-1.docker.io/v2/')).toBe('Basic aHVi');
  expect(of('https://ghcr.io/v2/')).toBe('Basic Z2g=');
  expect(of('https://helped.example/v2/')).toBeUndefined();
  expect(authorization('oci', 'https://ghcr.io/', { '.docker/config.json': '{' })).toBeUndefined();
});

test('Terraform: environment, configuration, login', () => {
  const files = {
    '.terraformrc': 'credentials "tf.example" {\n  token = "configured"\n}\n',
    '.terraform.d/credentials.tfrc.json': '{"credentials":{"app.terraform.io":{"token":"login"}}}',
  };
  const of = (url: string, env = {}) => authorization('terraform', url, files, env);
  expect(of('https://tf.example/x')).toBe('Bearer configured');
  expect(of('https://app.terraform.io/x')).toBe('Bearer login');
  expect(of('https://my-tf.example/x', { TF_TOKEN_my__tf_example: 'env' })).toBe('Bearer env');
  expect(of('https://other.example/x')).toBeUndefined();
});

test('git and the web: tokens of the services, and netrc', () => {
  const netrc =
    'machine git.example login me password "p w"\ndefault login x password y\nmachine half.example login me\n';
  const of = (purpose: Purpose, url: string, env = {}) =>
    authorization(purpose, url, { '.netrc': netrc }, env);
  expect(of('git', 'https://api.github.com/x', { GITHUB_TOKEN: 'gh' })).toBe('Bearer gh');
  expect(of('git', 'https://github.com.evil.example/x', { GITHUB_TOKEN: 'gh' })).toBeUndefined();
  expect(of('git', 'https://git.example/x')).toBe(`Basic ${base64('me:p w')}`);
  expect(of('web', 'https://git.example/x')).toBe(`Basic ${base64('me:p w')}`);
  expect(of('web', 'https://half.example/x')).toBeUndefined();
  expect(of('web', 'https://unknown.example/x')).toBeUndefined();
});

test('the words of a macro are no credentials', () => {
  const netrc =
    'machine git.example login me password pw\nmacdef init\n  put x machine other.example login y\n  password z\n\nmachine last.example login l password p\n';
  const of = (url: string) => authorization('git', url, { '.netrc': netrc });
  expect(of('https://git.example/x')).toBe(`Basic ${base64('me:pw')}`);
  expect(of('https://other.example/x')).toBeUndefined();
  expect(of('https://last.example/x')).toBe(`Basic ${base64('l:p')}`);
});

test('a secret is for nobody who listens, and for the purpose that it was kept for', () => {
  const netrc = { '.netrc': 'machine git.example login me password pw' };
  expect(authorization('git', 'http://git.example/x', netrc)).toBeUndefined();
  expect(authorization('npm', 'https://git.example/x', netrc)).toBeUndefined();
  expect(authorization('git', 'no address', netrc)).toBeUndefined();
});
