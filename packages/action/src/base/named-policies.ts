import { existsSync, realpathSync } from 'node:fs';
import { basename, dirname, join, posix, resolve, sep } from 'node:path';
import {
  type Commit,
  commitRoot,
  openRoot,
  type ReportLocation,
  type Root,
  readFileInside,
} from '@fineprint/core';
import {
  changeOf,
  commitNamed,
  type History,
  maxPolicyBytes,
  type PolicyText,
  readPolicy,
  readyMade,
  repositoryPolicies,
  unapplied,
} from 'fineprint';

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
  const isHeeded = (name: string) => readyMade.includes(name) || pathIn(workspace, name, workspace) === null;
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
  const [base, head] = [commit, commitNamed(history, 'HEAD')].map((at) =>
    commitRoot(history.repository, at, { path: '', name: '' }),
  );
  const choices = naming.policies.map((name): Choice => {
    const path = readyMade.includes(name) ? null : trackedPath(name, naming, history);
    const before = textIn(base, path);
    const after = textIn(head, path);
    if (path === null || (before === null && after === null))
      return { policy: onDisk(name, naming.workspace), changed: null, remarks: [] };
    const changed = changeOf(before, after);
    const remark = before
      ? unapplied(path, commit.id)
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
  const named = naming.policies.flatMap((name) => trackedPath(name, naming, history) ?? []);
  return [...named, ...repositoryPolicies.map((name) => posix.join(directory, name))];
}

function trackedPath(name: string, { workspace }: Naming, { repository }: History): string | null {
  return pathIn(workspace, name, repository.git.workTree);
}

/** The path that a file has in a directory, with `/`; `null` where it lies elsewhere. Links on the way are followed. */
function pathIn(from: string, name: string, directory: string): string | null {
  const file = resolve(from, name);
  const parent = existsSync(dirname(file)) ? realpathSync.native(dirname(file)) : dirname(file);
  const top = `${realpathSync.native(directory)}${sep}`;
  const whole = join(parent, basename(file));
  return whole.startsWith(top) ? whole.slice(top.length).split(sep).join('/') : null;
}

/** A name that is no file is for whoever knows the ready-made policies, and says which there are. */
function onDisk(name: string, workspace: string): string | PolicyText {
  const file = resolve(workspace, name);
  if (readyMade.includes(name) || !existsSync(file)) return name;
  return { ...readPolicy(file, name), path: basename(file), root: openRoot(dirname(file)) };
}

function textIn(root: Root | string | undefined, path: string | null): PolicyText | null {
  if (path === null || root === undefined || typeof root === 'string') return null;
  const read = readFileInside(root, path, { maxBytes: maxPolicyBytes });
  return read.is === 'bytes' ? { name: path, path, text: read.bytes.toString('utf8'), root } : null;
}

/** A place in the repository as the scan of a part of it names it; `null` where it lies outside of that. */
function inScan(location: ReportLocation, { path, disk }: History): ReportLocation | null {
  const directory = disk.file === null ? path : posix.dirname(path);
  if (directory === '' || directory === '.') return location;
  return location.path.startsWith(`${directory}/`)
    ? { ...location, path: location.path.slice(directory.length + 1) }
    : null;
}
