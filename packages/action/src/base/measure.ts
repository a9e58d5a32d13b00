import {
  type Baseline,
  type Commit,
  commitAt,
  type FilledRepository,
  isPartial,
  resolveRevision,
  timeOf,
  withFetchedObjects,
} from '@fineprint/core';
import {
  type Base,
  filesOf,
  type History,
  type Judge,
  judgeIn,
  openHistory,
  type PolicyText,
  UsageError,
  unapplied,
} from 'fineprint';
import type { RemoteCommits } from '../api/commits.ts';
import { baseCommit, type ChangeEvent, type Scene } from './base-commit.ts';
import { type Filling, fillCommit } from './fill-commit.ts';
import { baselineOf, baselineOnDisk, baselinePaths, baselineWithoutBase } from './named-baseline.ts';
import { judgingFiles, policiesOf, policiesOnDisk, policiesWithoutBase } from './named-policies.ts';

/** What a scan is measured and judged by. */
export interface Measure {
  readonly base: Base | null;
  readonly judge: Judge | null;
  /** The findings that are known besides. */
  readonly baseline: Baseline | null;
  readonly policies: readonly (string | PolicyText)[];
  /** Why nothing that the tree says about itself is heeded, where that is so. */
  readonly unheeded: string | null;
  /** Why it cannot be told what is new, as sentences. */
  readonly remarks: readonly string[];
  close(): void;
}

/** What is scanned, for which event, and by which policies. */
export interface Measured {
  readonly event: ChangeEvent;
  /** The directory or file that is scanned. */
  readonly path: string;
  readonly workspace: string;
  readonly eventSha: string;
  /** Names and files of policies, as the inputs have them. */
  readonly policies: readonly string[];
  readonly baseline: string | null;
  remote(): Promise<RemoteCommits | string>;
  readonly env: Readonly<Record<string, string | undefined>>;
  now(): number;
}

/** Opens the base of a change. Throws a `UsageError` where what is checked out is none of the change. */
export async function openMeasure(measured: Measured): Promise<Measure> {
  const opened = historyOf(measured);
  if (typeof opened === 'string') return unmeasured(measured, opened, null);
  const filled = withFetchedObjects(opened.repository);
  const history = { ...opened, repository: filled.repository };
  try {
    const head = resolveRevision(history.repository, 'HEAD');
    if (head.is === 'unknown') {
      history.close();
      return unmeasured(measured, head.because, null);
    }
    const scene = { ...measured, history, head: head.commit };
    const commit = await baseCommit(measured.event, scene);
    if (typeof commit === 'string') return unmeasured(measured, commit, scene);
    return await measureBy(commit, { measured, scene, filled });
  } catch (cause) {
    history.close();
    throw cause;
  }
}

function historyOf({ path, env }: Measured): History | string {
  try {
    return openHistory(path, env);
  } catch (cause) {
    if (!(cause instanceof UsageError)) throw cause;
    return cause.message;
  }
}

interface Opened {
  readonly measured: Measured;
  readonly scene: Scene;
  readonly filled: FilledRepository;
}

async function measureBy(commit: Commit, opened: Opened): Promise<Measure> {
  const { measured, scene } = opened;
  const { history } = scene;
  const filling = await filledWith(commit, opened);
  if (filling.is === 'nothing') return unmeasured(measured, filling.because, scene);
  const files = filesOf(history, commit, true);
  const root = typeof files === 'string' ? null : files;
  const base = { name: commit.id, root, asOf: timeOf(scene.head) };
  if (measured.event.is === 'push') {
    if (filling.is === 'judging') return unmeasured(measured, filling.because, scene);
    return { ...judgedByItself(measured), base, remarks: [], close: history.close };
  }
  const named = policiesOf(measured, history, commit);
  const known = baselineOf(measured, history, commit);
  const own = judgeIn(root, measured.path);
  const isNamed = measured.policies.length > 0;
  const remarks = [
    ...named.remarks,
    ...known.remarks,
    ...(own.changed && !isNamed ? [unapplied(own.changed.path, commit.id)] : []),
    ...(typeof files === 'string' ? [`${files} Everything here is new.`] : []),
  ];
  const judged = {
    judge: isNamed ? { ...own, changed: named.changed } : own,
    baseline: known.baseline,
    policies: named.policies,
    unheeded: null,
    close: history.close,
  };
  if (filling.is === 'whole') return { ...judged, base, remarks };
  const because = `It cannot be told what is new: ${filling.because} So all findings count, by the policy of commit ${commit.id.slice(0, 12)}; waivers in comments are not heeded. ${remedyIn(scene, measured)}`;
  return { ...judged, base: null, remarks: [because, ...remarks] };
}

/** What is on a branch is judged by what it says about itself. */
function judgedByItself(measured: Measured) {
  const { baseline } = baselineOnDisk(measured);
  return { judge: null, baseline, policies: policiesOnDisk(measured), unheeded: null };
}

/** A commit of the clone is there as a whole, unless the clone is partial. */
async function filledWith(commit: Commit, { measured, scene, filled }: Opened): Promise<Filling> {
  const { history } = scene;
  const isHeld = commitAt(history.repository, commit.id, commit.id).is === 'commit';
  if (isHeld && !isPartial(history.repository.git)) return { is: 'whole' };
  const commits = await measured.remote();
  if (typeof commits === 'string') return { is: 'nothing', because: commits };
  return fillCommit(filled, commits, {
    commit,
    judging: judgingFiles(measured, history),
    besides: baselinePaths(measured, history),
    rootOf: (of) => filesOf(history, of, true),
    now: measured.now,
  });
}

/** What makes the commit be there without the API. */
function remedyIn({ history, head }: Scene, { event }: Measured): string {
  const base = event.is === 'push' ? event.before : event.base;
  const isMerge = head.parents.length > 1 || head.parents.some((parent) => parent === base);
  if (isPartial(history.repository.git)) return 'Without "filter", actions/checkout fetches it as a whole.';
  return `"fetch-depth: ${isMerge ? 2 : 0}" in actions/checkout makes the commit be there without the API.`;
}

const noClone =
  'Where git is not installed, actions/checkout downloads files without their commits: install it before, or let "path" be what was checked out.';

/** All counts. What a change says about itself is heeded only where its base is known to say the same. */
function unmeasured(measured: Measured, because: string, scene: Scene | null): Measure {
  scene?.history.close();
  const nothing = { base: null, close: () => undefined };
  if (measured.event.is === 'push') {
    const remark = `It cannot be told what is new since the last push: ${because}`;
    return { ...judgedByItself(measured), ...nothing, remarks: [remark] };
  }
  const { policies, remarks } = policiesWithoutBase(measured);
  const known = baselineWithoutBase(measured);
  const remedy = scene === null ? noClone : remedyIn(scene, measured);
  const remark = `It cannot be told what is new: ${because} So all findings count, and neither the policy nor the waivers of this tree are heeded: whether its base has the same is not known. ${remedy}`;
  return {
    ...nothing,
    judge: null,
    baseline: known.baseline,
    policies,
    unheeded: 'the commit that this change is compared with cannot be had',
    remarks: [remark, ...remarks, ...known.remarks],
  };
}
