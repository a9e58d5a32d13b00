/** Tells whether files of a tree lie at a path, or below it; what there is is found out when somebody asks. */
export function pathsAmong(files: readonly { readonly path: string }[]): (path: string) => boolean {
  let known: Set<string> | undefined;
  return (path) => {
    known ??= pathsOf(files);
    return known.has(path);
  };
}

/** Paths of files and of the directories above them; the root, `.`, is one that has files of its own. */
function pathsOf(files: readonly { readonly path: string }[]): Set<string> {
  const known = new Set<string>();
  for (const { path } of files) {
    if (!path.includes('/')) known.add('.');
    // What is known has the directories above it known as well.
    for (
      let end = path.length;
      end > 0 && !known.has(path.slice(0, end));
      end = path.lastIndexOf('/', end - 1)
    )
      known.add(path.slice(0, end));
  }
  return known;
}
