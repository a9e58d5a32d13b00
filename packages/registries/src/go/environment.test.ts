import { expect, test } from 'vitest';
import { goEnvironment } from './environment.ts';

const written =
  '# written by go env -w\nGOPRIVATE=corp.example\nGOPROXY=https://proxy.corp.example,direct\nGOFLAGS=-mod=mod\n';

function environment(files: Readonly<Record<string, string>>, env: Readonly<Record<string, string>> = {}) {
  return goEnvironment({ read: (path) => files[path] ?? null, env });
}

test.each([
  [{ '.config/go/env': written }, {}],
  [{ 'Library/Application Support/go/env': written }, {}],
  [{ '/x/go/env': written, '.config/go/env': 'GOPRIVATE=other' }, { XDG_CONFIG_HOME: '/x' }],
  [{ '/own/env': written }, { GOENV: '/own/env' }],
])('what go env -w wrote is read where Go keeps it (%o)', (files, env) => {
  expect(environment(files, env)).toEqual({
    GOPROXY: 'https://proxy.corp.example,direct',
    GOPRIVATE: 'corp.example',
    GONOPROXY: undefined,
    GONOSUMDB: undefined,
  });
});

test('the environment stands above the file', () => {
  expect(environment({ '.config/go/env': written }, { GOPROXY: 'off' })).toMatchObject({
    GOPROXY: 'off',
    GOPRIVATE: 'corp.example',
  });
});

test('GOENV=off means that there is no file', () => {
  expect(
    environment({ '.config/go/env': written, off: written }, { GOENV: 'off' }).GOPRIVATE,
  ).toBeUndefined();
});
