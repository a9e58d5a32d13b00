import { resolve } from 'node:path';
import type { Baseline, Commit } from '@fineprint/core';
import { baselineFrom, type History, textOf, UsageError } from 'fineprint';
import { pathsInside, trackedFile } from './tracked-file.ts';

/** A file of known findings, by its name, and the directory that it is named from. */
export interface BaselineNaming {
  readonly baseline: string | null;
  readonly workspace: string;
}

/** What the input `baseline` leads to. */
export interface NamedBaseline {
  readonly baseline: Baseline | null;
  readonly remarks: readonly string[];
}

/** Git's own limit would be larger; 100,000 findings take 20 MB. */
const mostBytes = 50_000_000;

/** The baseline of what is judged as a whole: the file is read where it lies. Throws a `UsageError` where it is none. */
export function baselineOnDisk({ baseline: name, workspace }: BaselineNaming): NamedBaseline {
  if (name === null) return { baseline: null, remarks: [] };
  return { baseline: baselineFrom({ name, text: textOf(resolve(workspace, name)) }), remarks: [] };
}

/** What is left of the baseline where the base of a change is not known: a file of the workspace may be part of the change. */
export function baselineWithoutBase(naming: BaselineNaming): NamedBaseline {
  const { baseline: name, workspace } = naming;
  if (name === null || pathsInside(workspace, workspace, name).length === 0) return baselineOnDisk(naming);
  return { baseline: null, remarks: [`The baseline "${name}" lies in this tree and is not heeded either.`] };
}

/**
 * The baseline of a change: a file that the repository tracks is read from the commit that the change is compared with, since
 * a change could add its own findings. One that cannot be used there makes nothing known, or its mending could never pass.
 */
export function baselineOf(naming: BaselineNaming, history: History, commit: Commit): NamedBaseline {
  const { baseline: name, workspace } = naming;
  const paths = baselinePaths(naming, history);
  const tracked = paths.length === 0 ? null : trackedFile(paths, history, commit, mostBytes);
  if (name === null || tracked === null) return baselineOnDisk({ baseline: name, workspace });
  const { before, after } = tracked;
  if (before === null)
    return {
      baseline: null,
      remarks: [
        `The baseline "${name}" is not in commit ${short(commit)}, and one that a change brings along is not heeded.`,
      ],
    };
  const changed = `What this tree changes in ${name} is not heeded: that of commit ${short(commit)} says what is known.`;
  const remarks = before === after ? [] : [changed];
  try {
    return { baseline: baselineFrom({ name, text: before }), remarks };
  } catch (cause) {
    if (!(cause instanceof UsageError)) throw cause;
    const [first = ''] = cause.message.split('\n');
    return {
      baseline: null,
      remarks: [...remarks, `The baseline of commit ${short(commit)} makes nothing known: ${first}`],
    };
  }
}

/** Paths in the repository that the baseline may have. */
export function baselinePaths(
  { baseline, workspace }: BaselineNaming,
  { repository }: History,
): readonly string[] {
  return baseline === null ? [] : pathsInside(repository.git.workTree, workspace, baseline);
}

function short({ id }: Commit): string {
  return id.slice(0, 12);
}
