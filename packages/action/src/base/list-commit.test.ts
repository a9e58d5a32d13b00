import { expect, test } from 'vitest';
import type { RemoteCommits } from '../api/commits.ts';
import { hosted } from './hosted.testkit.ts';
import { files, filesOf, measured, proposed } from './measured.testkit.ts';

/** A server that lists nothing at once. */
function cutting(remote: RemoteCommits): RemoteCommits {
  return { ...remote, list: async () => null };
}

test('a commit that is too large to be listed at once is listed by the directories that differ', async () => {
  const deep = { 'a/b/c/deep.tf': '# 1', 'a/b/other.tf': '# 2', 'kept/d/e/kept.tf': '# 3' };
  const pull = proposed({ 'a/b/c/deep.tf': 'x', 'new/n.tf': 'y' }, hosted({ ...files, ...deep }));
  const measure = await measured(pull, pull.merge, { remote: async () => cutting(pull.host.remote) });
  expect(measure).toMatchObject({ base: { name: pull.event.base }, unheeded: null, remarks: [] });
  expect(filesOf(measure)).toEqual({ ...files, ...deep });
  // The top, a, a/b and a/b/c; nothing of what the clone has.
  expect(pull.host.asked).toEqual(['commit', ...Array(4).fill('directory'), 'blob']);
  measure.close();
});

test.each([
  [200, null],
  [201, 'more than 200 directories'],
])('of %i directories that differ, %s', async (count, said) => {
  const of = (text: string) =>
    Object.fromEntries(
      Array.from({ length: count - 1 }, (_, index) => [`m${index}/notes.txt`, text + index]),
    );
  const host = hosted({ ...of('old '), 'kept.tf': '' });
  const pull = proposed(of('new '), host);
  const measure = await measured(pull, pull.merge, { remote: async () => cutting(host.remote) });
  if (said === null) expect(measure).toMatchObject({ base: { name: pull.event.base }, remarks: [] });
  else expect(measure).toMatchObject({ base: null, remarks: [expect.stringContaining(said)] });
  measure.close();
});

test('a directory that is listed with other entries, or not at all, is no base', async () => {
  const pull = proposed({ 'kept/k8s.yaml': 'x' });
  const { remote } = pull.host;
  const forged = async (tree: string) => {
    const all = await remote.directory(tree);
    return typeof all === 'string' ? all : all.slice(1);
  };
  for (const [directory, said] of [
    [forged, 'The directory "" of the commit is listed with other entries than it has.'],
    [async () => 'api.example answered with status 502.', 'api.example answered with status 502.'],
  ] as const) {
    const measure = await measured(pull, pull.merge, {
      remote: async () => ({ ...cutting(remote), directory }),
    });
    expect(measure).toMatchObject({ base: null, judge: null });
    expect(measure.remarks[0]).toContain(said);
    measure.close();
  }
});
