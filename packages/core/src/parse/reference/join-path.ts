/** Joins a relative path to a directory (`.` is the root) and takes out `.` and `..`; `null` where it leaves the root. */
export function joinPath(directory: string, relative: string): string | null {
  if (relative.startsWith('/') || relative.startsWith('~') || drive.test(relative)) return null;
  const parts: string[] = directory === '.' ? [] : directory.split('/');
  for (const part of relative.split(/[\\/]/)) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) return null;
  }
  return parts.length === 0 ? '.' : parts.join('/');
}

const drive = /^[A-Za-z]:/;
