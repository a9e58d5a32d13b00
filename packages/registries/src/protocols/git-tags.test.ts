import { afterEach, describe, expect, test } from 'vitest';
import { registryLookup } from '../lookup.ts';
import { registries } from '../registries.ts';
import { meansOf, occurrenceOf } from '../testkit/asked.ts';
import { type Loopback, startLoopback, webTo } from '../testkit/loopback.ts';

const open: Loopback[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
});

const commit = (letter: string) => letter.repeat(40);
const line = (text: string) => `${(text.length + 4).toString(16).padStart(4, '0')}${text}`;

function advertised(...refs: readonly (readonly [letter: string, name: string])[]): string {
  const lines = refs.map(([letter, name]) => line(`${commit(letter)} ${name}\n`));
  return ['0000', ...lines, '0000'].join('');
}

async function leadsTo(
  given: Parameters<typeof occurrenceOf>[0],
  is: Parameters<typeof occurrenceOf>[1],
  path: string,
  refs: string,
) {
  const server = await startLoopback({ [`${path}.git/info/refs?service=git-upload-pack`]: refs });
  open.push(server);
  const means = meansOf(webTo([server.host]), {
    'git github.com': server.origin,
    'git gitlab.com': server.origin,
  });
  return registryLookup(registries, means).ask(occurrenceOf(given, is));
}

describe('a component of GitLab leads to the commit of', () => {
  const refs = advertised(
    ['a', 'HEAD'],
    ['a', 'refs/heads/main'],
    ['b', 'refs/tags/1.2.0'],
    ['9', 'refs/tags/1.2.7'],
    ['c', 'refs/tags/1.2.7^{}'],
    ['d', 'refs/tags/1.10.0'],
    ['e', 'refs/tags/2.0.0'],
    ['f', 'refs/tags/3.0.0-rc.1'],
    ['0', 'refs/tags/nightly'],
  );
  const component = { kind: 'gitlab-component', name: 'gitlab.com/components/sast' };
  const source = 'https://gitlab.com/components/sast';

  test.each([
    ['~latest', 'version', 'e', ['2.0.0']],
    ['1', 'version', 'd', ['1.10.0']],
    ['1.2', 'version', 'c', ['1.2.7']],
    ['1.2.0', 'git-ref', 'b', ['1.2.0']],
  ] as const)('%s', async (requested, is, letter, names) => {
    expect(await leadsTo({ ...component, source, requested }, is, '/components/sast', refs)).toEqual({
      is: 'answer',
      version: null,
      digest: null,
      commit: commit(letter),
      names,
    });
  });

  test('nothing, if no release is admitted', async () => {
    expect(
      await leadsTo({ ...component, source, requested: '7' }, 'version', '/components/sast', refs),
    ).toEqual({
      is: 'unanswered',
      because: 'https://gitlab.com/components/sast lists no version that "7" admits.',
    });
  });
});

test('an action that is asked for by a constraint leads to the commit of its newest release', async () => {
  const refs = advertised(
    ['a', 'refs/tags/v4'],
    ['b', 'refs/tags/v4.2.2'],
    ['a', 'refs/tags/v4.3.0'],
    ['c', 'refs/tags/v5.0.0'],
  );
  const given = {
    kind: 'github-action',
    name: 'actions/checkout',
    source: 'https://github.com/actions/checkout',
  };
  expect(await leadsTo({ ...given, requested: '^4.2.2' }, 'version', '/actions/checkout', refs)).toEqual({
    is: 'answer',
    version: null,
    digest: null,
    commit: commit('a'),
    names: ['v4', 'v4.3.0'],
  });
});

describe('a plugin leads to the version that its newest admitted tag stands for', () => {
  const refs = advertised(
    ['a', 'HEAD'],
    ['b', 'refs/tags/v1.0.9'],
    ['c', 'refs/tags/v1.1.2'],
    ['d', 'refs/tags/v2.0.0'],
    ['e', 'refs/tags/v2.1.0-beta'],
  );

  test.each([
    [
      'packer-plugin',
      'github.com/hashicorp/docker',
      undefined,
      '>= 1.0.9',
      '/hashicorp/packer-plugin-docker',
      '2.0.0',
    ],
    [
      'packer-plugin',
      'github.com/hashicorp/docker',
      undefined,
      '~> 1.0',
      '/hashicorp/packer-plugin-docker',
      '1.1.2',
    ],
    [
      'packer-plugin',
      'github.com/hashicorp/docker',
      undefined,
      null,
      '/hashicorp/packer-plugin-docker',
      '2.0.0',
    ],
    [
      'tflint-plugin',
      'github.com/acme/tflint-ruleset-x',
      'https://github.com/acme/tflint-ruleset-x',
      null,
      '/acme/tflint-ruleset-x',
      '2.0.0',
    ],
  ])('%s %s', async (kind, name, source, requested, path, version) => {
    const given = { kind, name, requested, ...(source ? { source } : {}) };
    expect(await leadsTo(given, 'version', path, refs)).toEqual({
      is: 'answer',
      version,
      digest: null,
      commit: null,
    });
  });

  test.each(['nowhere', 'github.com/a/b/c', 'local/y/z'])('but "%s" names no repository', async (name) => {
    expect(await leadsTo({ kind: 'packer-plugin', name, requested: '1' }, 'version', '/a', refs)).toEqual({
      is: 'offline',
    });
  });
});
