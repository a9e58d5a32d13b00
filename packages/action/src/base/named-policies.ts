import { existsSync } from 'node:fs';
import { basename, dirname, posix, resolve } from 'node:path';
import { type Commit, openRoot, type ReportLocation } from '@fineprint/core';
import {
  changeOf,
  type History,
  maxPolicyBytes,
  type PolicyText,
  policyNames,
  readPolicy,
  repositoryPolicies,
  unapplied,
} from 'fineprint';
import { pathsInside, type TrackedFile, trackedFile } from './tracked-file.ts';

/** What the input `policy` leads to. */
export interface NamedPolicies {
  readonly policies: readonly (string | PolicyText)[];
  /** Where the scanned tree changes one of them. */
  readonly changed: ReportLocation | null;
  readonly remarks: readonly string[];
}

/** Policies by their names and files, and the directory that files are named from. */
export interface Naming {
  readonly policies: readonly string[];
  readonly workspace: string;
}

/** The policies of what is judged as a whole: files are read where they lie. */
export function policiesOnDisk({ policies, workspace }: Naming): readonly (string | PolicyText)[] {
  return policies.map((name) => onDisk(name, workspace));
}

/** What is left of the policies where the base of a change is not known: a file of the workspace may be part of the change. */
export function policiesWithoutBase({ policies, workspace }: Naming): NamedPolicies {
  const isHeeded = (name: string) =>
    policyNames.includes(name) || pathsInside(workspace, workspace, name).length === 0;
  return {
    policies: policies.filter(isHeeded).map((name) => onDisk(name, workspace)),
    changed: null,
    remarks: policies
      .filter((name) => !isHeeded(name))
      .map((name) => `The policy "${name}" lies in this tree and is not heeded either.`),
  };
}

/** The policies of a change: a file that the repository tracks is read from the commit that judges, and from nowhere else. */
export function policiesOf(naming: Naming, history: History, commit: Commit): NamedPolicies {
  if (naming.policies.length === 0) return { policies: [], changed: null, remarks: [] };
  const choices = naming.policies.map((name): Choice => {
    const paths = pathsOf(name, naming, history);
    const tracked = paths.length === 0 ? null : trackedFile(paths, history, commit, maxPolicyBytes);
    if (tracked === null) return { policy: onDisk(name, naming.workspace), changed: null, remarks: [] };
    const before = policyIn(tracked, tracked.before);
    const changed = changeOf(before, policyIn(tracked, tracked.after));
    const remark = before
      ? unapplied(tracked.path, commit.id)
      : `The policy "${name}" is new in this change, and holds from the next one on.`;
    return { policy: before, changed: changed && inScan(changed, history), remarks: changed ? [remark] : [] };
  });
  return {
    policies: choices.flatMap(({ policy }) => policy ?? []),
    changed: choices.find(({ changed }) => changed)?.changed ?? null,
    remarks: choices.flatMap(({ remarks }) => remarks),
  };
}

interface Choice {
  readonly policy: string | PolicyText | null;
  readonly changed: ReportLocation | null;
  readonly remarks: readonly string[];
}

/** Paths in the repository of the files that judge what is scanned. */
export function judgingFiles(naming: Naming, history: History): readonly string[] {
  const directory = history.disk.file === null ? history.path : posix.dirname(history.path);
  const named = naming.policies.flatMap((name) => pathsOf(name, naming, history));
  return [...named, ...repositoryPolicies.map((name) => posix.join(directory, name))];
}

function pathsOf(name: string, { workspace }: Naming, { repository }: History): readonly string[] {
  return policyNames.includes(name) ? [] : pathsInside(repository.git.workTree, workspace, name);
}

/** A name that is no file is for whoever knows the ready-made policies, and says which there are. */
function onDisk(name: string, workspace: string): string | PolicyText {
  const file = resolve(workspace, name);
  if (policyNames.includes(name) || !existsSync(file)) return name;
  return { ...readPolicy(file, name), path: basename(file), root: openRoot(dirname(file)) };
}

function policyIn({ path, root }: TrackedFile, text: string | null): PolicyText | null {
  return text === null ? null : { name: path, path, text, ...(root && { root }) };
}

/** A place in the repository as the scan of a part of it names it; `null` where it lies outside of that. */
function inScan(location: ReportLocation, { path, disk }: History): ReportLocation | null {
  const directory = disk.file === null ? path : posix.dirname(path);
  if (directory === '' || directory === '.') return location;
  return location.path.startsWith(`${directory}/`)
    ? { ...location, path: location.path.slice(directory.length + 1) }
    : null;
}
