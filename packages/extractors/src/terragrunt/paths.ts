import { joinPath } from '@fineprint/core';

// Terragrunt's functions give absolute paths. Nobody knows where the repository will lie, so all of them begin with this
// name for its root, which no configuration writes by itself.
const rootPath = '/repository-root';

/** The absolute path of a file or directory of the repository, as Terragrunt's functions give it. */
export function absolutePath(path: string): string {
  return path === '.' ? rootPath : `${rootPath}/${path}`;
}

/** Where in the repository a path leads that is written in a configuration of `directory`; `null` outside of it. */
export function pathInside(directory: string, path: string): string | null {
  if (path === rootPath) return '.';
  return path.startsWith(`${rootPath}/`)
    ? joinPath('.', path.slice(rootPath.length + 1))
    : joinPath(directory, path);
}

/** The directory that a path lies in; `.` is the root. */
export function directoryOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash < 0 ? '.' : path.slice(0, slash);
}

/** The directories above a directory, nearest first, down to the root. */
export function* directoriesAbove(directory: string): Iterable<string> {
  for (let path = directory; path !== '.'; ) {
    path = directoryOf(path);
    yield path;
  }
}

/** A path inside a directory. */
export function inside(directory: string, name: string): string {
  return directory === '.' ? name : `${directory}/${name}`;
}

/** The way from one directory to another: `../../network`. */
export function relativePath(from: string, to: string): string {
  const start = from === '.' ? [] : from.split('/');
  const end = to === '.' ? [] : to.split('/');
  let shared = 0;
  while (shared < start.length && start[shared] === end[shared]) shared += 1;
  const steps = [...start.slice(shared).map(() => '..'), ...end.slice(shared)];
  return steps.length === 0 ? '.' : steps.join('/');
}
