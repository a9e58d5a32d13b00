import { discover } from '@fineprint/core';
import type { Event } from '../event.ts';
import { type Files, type Hosted, hosted } from './hosted.testkit.ts';
import { type Measure, type Measured, openMeasure } from './measure.ts';

/** What is on `main`. */
export const files = {
  'main.tf': 'module "a" {\n  source = "a/b/c"\n}\n',
  'kept/k8s.yaml': 'kind: Pod\n',
  'fineprint.yaml': 'rules:\n  license-unknown: error\n',
  'policies/team.yaml': 'rules:\n  license-unknown: note\n',
  'notes.txt': 'one',
};

/** Of the events the one that is about a change to be merged. */
export type PullRequest = Event & { readonly is: 'pull-request' };

/** A pull request as it is hosted, with GitHub's merge of it. */
export interface Proposed {
  readonly host: Hosted;
  readonly event: PullRequest;
  readonly merge: string;
}

/** Proposes a change to what is on `main`. */
export function proposed(changed: Files, host = hosted(files)): Proposed {
  const base = host.git('rev-parse', 'main');
  const head = host.commit('feature', changed);
  const event: PullRequest = { is: 'pull-request', number: 1, base, head, isTarget: false, isFork: false };
  return { host, event, merge: host.merge(base, head) };
}

/** Opens the base of a pull request in a clone of a commit. */
export async function measured(
  { host, event, merge }: Proposed,
  checkedOut: string,
  besides: Partial<Measured> & { readonly depth?: number } = {},
): Promise<Measure> {
  const workspace = host.checkout(checkedOut, besides.depth ?? 1);
  return openMeasure({
    event,
    path: workspace,
    workspace,
    eventSha: merge,
    policies: [],
    baseline: null,
    remote: async () => host.remote,
    env: {},
    now: () => 0,
    ...besides,
  });
}

/** The files of the base, as a scan would find them, with their bytes. */
export function filesOf({ base }: Measure): Readonly<Record<string, string>> {
  if (!base?.root) return {};
  const { packed } = base.root;
  return Object.fromEntries(
    discover(base.root).files.map(({ path }) => [path, String(packed?.bytes(path, 1_000))]),
  );
}
