import { UsageError } from 'fineprint';
import { expect, test } from 'vitest';
import { hosted } from './hosted.testkit.ts';
import { openMeasure } from './measure.ts';
import { files, filesOf, measured, proposed } from './measured.testkit.ts';

test('the merge of one commit: its first parent is the base, and only what differs and is read is fetched', async () => {
  const pull = proposed({ 'main.tf': 'x', 'notes.txt': 'two', 'new.tf': 'y' });
  const measure = await measured(pull, pull.merge);
  expect(measure).toMatchObject({ base: { name: pull.event.base }, unheeded: null, remarks: [] });
  expect(pull.host.asked).toEqual(['commit', 'list', 'blob']);
  const { 'notes.txt': unread, ...read } = filesOf(measure);
  expect(unread).toContain('not in this repository');
  expect(read).toEqual({ ...files, 'notes.txt': undefined });
  measure.close();
});

test.each([
  ['two commits of the merge', 2, []],
  ['everything', 0, []],
])('with %s nothing is asked', async (_, depth, asked) => {
  const pull = proposed({ 'main.tf': 'x' });
  const measure = await measured(pull, pull.merge, { depth });
  expect(filesOf(measure)).toEqual(files);
  expect(pull.host.asked).toEqual(asked);
  measure.close();
});

test('the head alone is compared with the merge base, not with the tip', async () => {
  const host = hosted(files);
  const old = host.git('rev-parse', 'main');
  const { event } = proposed({ 'main.tf': 'x' }, host);
  host.git('checkout', '-q', 'main');
  const tip = host.commit('main', { 'other.tf': 'z' });
  for (const depth of [1, 0]) {
    const pull = { host, event: { ...event, base: tip }, merge: host.merge(tip, event.head) };
    if (depth === 0) host.git('branch', '-f', 'feature', pull.merge);
    const measure = await measured(pull, event.head, { depth });
    expect(measure.base?.name).toBe(old);
    measure.close();
  }
});

test('a merge that somebody made of their own says nothing about the base', async () => {
  const pull = proposed({ 'main.tf': 'x' });
  const { host, event } = pull;
  const lenient = host.commit('lenient', { 'fineprint.yaml': 'rules:\n  license-unknown: off\n' });
  const forged = host.git('commit-tree', `${event.head}^{tree}`, '-p', lenient, '-p', event.head, '-m', 'x');
  const measure = await measured(pull, forged);
  expect(measure.base?.name).toBe(event.base);
  expect(measure.judge?.policy?.text).toBe(files['fineprint.yaml']);
  measure.close();
});

test('with pull_request_target the branch itself is no change, and the merge is one', async () => {
  const pull = proposed({ 'main.tf': 'x' });
  const event = { ...pull.event, isTarget: true };
  const target = { ...pull, event, merge: event.base };
  await expect(measured(target, event.base)).rejects.toThrow(UsageError);
  const measure = await measured(target, pull.merge);
  expect(measure.base?.name).toBe(event.base);
  measure.close();
});

test('the policy of the base judges, and that it is changed is told', async () => {
  const pull = proposed({ 'fineprint.yaml': 'rules:\n  license-unknown: off\n' });
  const measure = await measured(pull, pull.merge);
  expect(measure.judge).toMatchObject({
    policy: { text: files['fineprint.yaml'] },
    changed: { path: 'fineprint.yaml', line: 2 },
  });
  expect(measure.remarks).toEqual([
    expect.stringContaining('What this tree changes in fineprint.yaml is not applied'),
  ]);
  measure.close();
});

test('a policy that an input names is that of the base, one that the change brings along is none', async () => {
  const pull = proposed({ 'policies/team.yaml': 'rules: {}\n', 'policies/own.yaml': 'rules: {}\n' });
  const measure = await measured(pull, pull.merge, {
    policies: ['saas', 'policies/team.yaml', 'policies/own.yaml'],
  });
  expect(measure.policies).toMatchObject([
    'saas',
    { name: 'policies/team.yaml', text: files['policies/team.yaml'] },
  ]);
  expect(measure.judge?.changed?.path).toBe('policies/team.yaml');
  expect(measure.remarks.join('\n')).toContain('"policies/own.yaml" is new in this change');
  measure.close();
});

test('too many files: the policy of the base still judges, and all counts', async () => {
  const many = Object.fromEntries(Array.from({ length: 201 }, (_, index) => [`m${index}.tf`, `# ${index}`]));
  const host = hosted({ ...files, ...many, 'fineprint.yaml': 'extends: [policies/team.yaml]\n' });
  const changed = Object.fromEntries(Object.keys(many).map((path) => [path, '# x']));
  const pull = proposed(
    { ...changed, 'fineprint.yaml': 'rules: {}\n', 'policies/team.yaml': 'rules: {}\n' },
    host,
  );
  const measure = await measured(pull, pull.merge);
  expect(measure).toMatchObject({
    base: null,
    unheeded: null,
    judge: { policy: { text: 'extends: [policies/team.yaml]\n' } },
  });
  expect(measure.judge?.root?.packed?.bytes('policies/team.yaml', 1_000).toString()).toBe(
    files['policies/team.yaml'],
  );
  expect(measure.remarks[0]).toMatch(/cannot be told what is new: .* 201 files .* by the policy of commit/);
  expect(host.asked.filter((each) => each === 'blob')).toHaveLength(2);
  measure.close();
});

test.each([
  ['the commit', 'commit'],
  ['the list', 'list'],
  ['a file', 'blob'],
] as const)('where %s is not to be had, nothing that the change says is heeded', async (_, method) => {
  const pull = proposed({ 'fineprint.yaml': 'rules: {}\n' });
  const remote = { ...pull.host.remote, [method]: async () => 'api.example answered with status 503.' };
  const measure = await measured(pull, pull.merge, {
    remote: async () => remote,
    policies: ['saas', 'policies/team.yaml'],
  });
  expect(measure).toMatchObject({ base: null, judge: null, policies: ['saas'] });
  expect(measure.unheeded).not.toBeNull();
  expect(measure.remarks[0]).toContain('api.example answered with status 503. So all findings count');
});

test('what is answered with other bytes, or another directory, is not believed', async () => {
  const pull = proposed({ 'main.tf': 'x' });
  const blob = async () => Buffer.from('forged');
  const forged = await measured(pull, pull.merge, { remote: async () => ({ ...pull.host.remote, blob }) });
  expect(forged.remarks[0]).toContain('"main.tf" was answered with other bytes than it has.');
  const list = async (tree: string) => {
    const all = await pull.host.remote.list(tree);
    return Array.isArray(all) ? all.filter(({ path }) => path !== 'fineprint.yaml') : all;
  };
  const cut = await measured(pull, pull.merge, { remote: async () => ({ ...pull.host.remote, list }) });
  expect(cut.remarks[0]).toContain(
    'The directory "" of the commit is listed with other entries than it has.',
  );
});

test('a push is measured by what the branch was at, and judges itself', async () => {
  const host = hosted(files);
  const before = host.git('rev-parse', 'main');
  const after = host.commit('main', { 'fineprint.yaml': 'rules: {}\n' });
  const event = { is: 'push', before, isDefaultBranch: true } as const;
  const workspace = host.checkout(after);
  const means = {
    path: workspace,
    workspace,
    eventSha: after,
    policies: [],
    baseline: null,
    env: {},
    now: () => 0,
  };
  const measure = await openMeasure({ ...means, event, remote: async () => host.remote });
  expect(measure).toMatchObject({ base: { name: before }, judge: null, unheeded: null });
  expect(filesOf(measure)).toEqual(files);
  measure.close();
  const gone = await openMeasure({ ...means, event, remote: async () => 'It is not there.' });
  expect(gone).toMatchObject({ base: null, judge: null, unheeded: null });
  expect(gone.remarks).toEqual([expect.stringContaining('It is not there.')]);
});
