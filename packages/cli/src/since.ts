import {
  isThere,
  mergeBase,
  openRoot,
  problemEffects,
  type Report,
  type ReportLocation,
  type Root,
  timeOf,
} from '@fineprint/core';
import { commitNamed, filesOf, openHistory } from './history.ts';
import { ownPolicy, type PolicyText, repositoryPolicies } from './policies.ts';
import type { Surroundings } from './surroundings.ts';
import { UsageError } from './usage-error.ts';

/** The commit that a scan is measured by. */
export interface Base {
  /** Its id. */
  readonly name: string;
  /** Its files, or `null` where it has none at the path that is scanned. */
  readonly root: Root | null;
  /** When the commit that is checked out was made: expiries are judged by it on both sides. */
  readonly asOf: string | null;
}

/** By whose policy a change is judged: that of the commit which it changes. */
export interface Judge {
  /** What the repository said about itself there. */
  readonly policy: PolicyText | null;
  /** The files that the policy may extend. */
  readonly root: Root | null;
  /** Where the scanned tree says something else. */
  readonly changed: ReportLocation | null;
}

/** A commit that a scan is measured by, and that says how it is judged. */
export interface OpenedBase {
  readonly base: Base;
  readonly judge: Judge;
  readonly remarks: readonly string[];
  close(): void;
}

/**
 * Opens the commit that a ref and what is checked out have in common, as a pull request is compared. Throws a `UsageError`
 * where there is none, or where this clone does not have it.
 */
export function openBase(path: string, ref: string, env: Surroundings['env']): OpenedBase {
  const history = openHistory(path, env);
  try {
    const head = commitNamed(history, 'HEAD');
    const found = mergeBase(history.repository, commitNamed(history, ref), head);
    if (found.is === 'unknown')
      throw new UsageError(`What "${ref}" and HEAD have in common cannot be told. ${found.because}`);
    const files = filesOf(history, found.commit, true);
    const root = typeof files === 'string' ? null : files;
    const base = { name: found.commit.id, root, asOf: timeOf(head) };
    const judge = judgeIn(root, path);
    const remarks = [
      ...(typeof files === 'string' ? [`${files} Everything here is new.`] : []),
      ...(judge.changed ? [unapplied(judge.changed.path, base.name)] : []),
    ];
    return { base, judge, remarks, close: history.close };
  } catch (cause) {
    history.close();
    throw cause;
  }
}

/** How the commit whose files these are judges what lies at a path; `null` files say nothing about themselves. */
export function judgeIn(root: Root | null, path: string): Judge {
  const policy = root && ownPolicy(root);
  return { policy, root, changed: changeOf(policy, policyAsChanged(openRoot(path))) };
}

/** What a tree says about itself now; what cannot be read of it (a link, a directory) is another policy all the same. */
function policyAsChanged(root: Root): PolicyText | null {
  try {
    return ownPolicy(root);
  } catch (cause) {
    const name = repositoryPolicies.find((candidate) => isThere(root, candidate));
    if (!(cause instanceof UsageError) || name === undefined) throw cause;
    return { name, path: name, text: '' };
  }
}

/** Says that a change of the policy is not applied. */
export function unapplied(path: string, commit: string): string {
  return `What this tree changes in ${path} is not applied: commit ${commit.slice(0, 12)} says by what both are judged.`;
}

/** The first line in which two policies differ. */
export function changeOf(before: PolicyText | null, after: PolicyText | null): ReportLocation | null {
  if (before?.text === after?.text && before?.name === after?.name) return null;
  const lines = (after?.text ?? '').split('\n');
  const earlier = (before?.text ?? '').split('\n');
  const first = lines.findIndex((line, index) => line !== earlier[index]);
  const line = after === null || first < 0 ? 1 : first + 1;
  return { path: (after ?? before)?.name ?? '', line, column: 1, endLine: line, endColumn: 1 };
}

/** What of the base could not be read may be taken for new. */
export function* doubtsOf({ problems }: Report, { name }: Base): Iterable<string> {
  const [first, ...more] = problems.filter(({ code }) => problemEffects[code] === 'unread');
  if (!first) return;
  const where = first.location === null ? '' : `${first.location.path}: `;
  const others = more.length === 0 ? '' : ` (and ${more.length} more)`;
  yield `Some of what is told as new may not be: not all of commit ${name.slice(0, 12)} could be read. ${where}${first.message}${others}`;
}
