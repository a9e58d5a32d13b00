import { join } from 'node:path';
import type { Answer } from '@fineprint/core';
import { discover, openReadCache } from '@fineprint/core';
import { extractors } from '@fineprint/extractors';
import { kinds } from '@fineprint/kinds';
import { planPins } from '@fineprint/pin';
import { expect, test } from 'vitest';

const fixtures = join(import.meta.dirname, '../../packages/extractors/src');

function planFor(fixture: string, told: Partial<Extract<Answer, { readonly is: 'answer' }>>) {
  const answer: Answer = { version: null, digest: null, commit: null, ...told, is: 'answer' };
  return planPins(discover(join(fixtures, fixture, 'repo'), { git: 'none' }), {
    extractors,
    kinds: new Map(kinds.map((kind) => [kind.id, kind])),
    cache: openReadCache(null, '', 0),
    lookup: { online: true, ask: () => Promise.resolve(answer) },
    usage: () => null,
    stays: () => null,
  });
}

test.each([
  [
    'terraform/fixtures/module-from-registry',
    { version: '1.0.0"\n}\nmodule "evil" { source = "evil/evil/evil"' },
  ],
  ['terraform/fixtures/module-from-registry', { version: '$' + '{file("/etc/passwd")}' }],
  ['terraform/fixtures/module-from-registry', { version: '-1.0.0' }],
  ['terraform/fixtures/module-from-registry', { version: '' }],
  [
    'github-actions/fixtures/sub-path-and-reusable-workflow',
    { commit: `${'a'.repeat(40)}\n      - run: evil` },
  ],
  ['github-actions/fixtures/sub-path-and-reusable-workflow', { commit: 'main' }],
  ['github-actions/fixtures/images-and-matrix', { digest: `sha256:${'a'.repeat(64)}\nRUN evil` }],
  ['github-actions/fixtures/images-and-matrix', { digest: `sha512:${'a'.repeat(128)}` }],
])('in %s nothing is written that a registry made up (%j)', async (fixture, told) => {
  const { changes, pinned, left } = await planFor(fixture, told);
  expect({ changes, pinned }).toEqual({ changes: [], pinned: [] });
  expect(left.map(({ because }) => because)).toContainEqual(
    expect.stringMatching(/^What was answered is not a (?:version|commit|digest) that could be written\.$/),
  );
});

test('a tag that is made up is no claim', async () => {
  const names = ['v3.1\n      - run: evil', 'v3.1.0 # x', '\u001b[31mv3.1.0', 'v3.1.0'];
  const { changes } = await planFor('github-actions/fixtures/sub-path-and-reusable-workflow', {
    commit: 'a'.repeat(40),
    names,
  });
  const written = changes.map(({ textAfter }) => textAfter).join('');
  expect(written).toContain('a'.repeat(40));
  expect(written).not.toMatch(/evil|\u001b| # x/);
});
