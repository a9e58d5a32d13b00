/** The directory that a path lies in; `.` is the root. */
export function directoryOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash < 0 ? '.' : path.slice(0, slash);
}

/** The directories that a directory lies in, nearest first, down to the root. */
export function* directoriesAbove(directory: string): Iterable<string> {
  for (let path = directory; path !== '.'; ) {
    path = directoryOf(path);
    yield path;
  }
}

/** How a directory is told from another that holds it; `null` where it does not. */
export function pathWithin(holder: string, path: string): string | null {
  if (holder === '.') return path;
  if (path === holder) return '.';
  return path.startsWith(`${holder}/`) ? path.slice(holder.length + 1) : null;
}
