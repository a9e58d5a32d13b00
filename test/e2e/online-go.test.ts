import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zipOf } from '@fineprint/core/testkit';
import { expect, test } from 'vitest';
import { partsOf, startLoopback } from '../../packages/registries/src/testkit/loopback.ts';
import { fineprint } from './terminal.ts';

test('what go env -w wrote says which proxy is asked about Go modules, and about which none', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'fineprint-go-'));
  const license = readFileSync(join(import.meta.dirname, '../../LICENSE'), 'utf8');
  const archive = zipOf([{ path: 'go.example/public@v1.0.0/LICENSE', text: license }]);
  const server = await startLoopback({ '/go.example/public/@v/v1.0.0.zip': partsOf(archive) });
  const files = {
    'config/fineprint/settings.yaml': `network: { hosts: ["${server.host}"] }\n`,
    'config/go/env': `GOPROXY=${server.origin},direct\nGOPRIVATE=*.corp.example\n`,
    'repo/go.mod':
      'module own.example/m\n\ngo 1.24\n\nrequire (\n\tgo.example/public v1.0.0\n\tgit.corp.example/team/secret v1.2.0\n)\n',
  };
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(directory, path, '..'), { recursive: true });
    writeFileSync(join(directory, path), text);
  }
  const { stdout, stderr } = await fineprint(
    ['scan', join(directory, 'repo'), '--online', '--fail-on', 'none', '--policy', 'default', '-o', 'json'],
    { XDG_CONFIG_HOME: join(directory, 'config'), XDG_CACHE_HOME: join(directory, 'cache') },
  );
  await server.close();
  rmSync(directory, { recursive: true });
  expect(stderr).toBe('');
  const { components }: { components: { name: string; license: { concluded: object } }[] } =
    JSON.parse(stdout);
  const of = (name: string) => components.find((one) => one.name === name)?.license.concluded;
  expect(of('golang/go.example/public')).toMatchObject({ expression: 'Apache-2.0' });
  expect(of('golang/git.corp.example/team/secret')).toMatchObject({
    expression: null,
    because: 'The user’s Go settings keep it from module proxies.',
  });
  expect(server.requests.map(({ url }) => url)).toEqual(['/go.example/public/@v/v1.0.0.zip']);
});
