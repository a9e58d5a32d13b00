import type { Tree } from '../model/extractor.ts';
import { onceForEach } from '../once-for-each.ts';
import { joinPath } from '../parse/reference/index.ts';
import { maskUnknown, type Reference } from '../reference/index.ts';
import type { Script } from './commands.ts';

type Files = Pick<Tree, 'has' | 'list'>;

// What the system itself has.
const ofSystem = /^\/(?:etc|proc|dev|usr|lib|opt|var)\//;

/**
 * Finds the script of the repository that a script sources. A path from the root of a machine, or behind a variable, is
 * looked for by its end: where scripts lie when they run is seldom where the repository keeps them.
 */
export function sourcedPath(tree: Files, script: string, path: string): string | null {
  const isKnown = !path.includes('\0');
  if (path === '' || ofSystem.test(path)) return null;
  const end = path.slice(path.lastIndexOf('\0') + 1);
  const directories = directoriesAbove(script);
  if (isKnown && !/^[/~]/.test(path)) {
    const places = [...directories, '.'].map((directory) => joinPath(directory, path));
    return places.find((place) => place !== null && tree.has(place)) ?? null;
  }
  const relative = end.replace(/^~?\/+/, '');
  if (!/^~?\//.test(end) || relative === '') return null;
  const beside = isKnown ? null : joinPath(directories[0] ?? '.', relative);
  if (beside !== null && tree.has(beside)) return beside;
  const parts = relative.split('/');
  if (parts.length > 8 || parts.includes('..')) return null;
  return parts.reduce<string | null>(
    (found, _, at) => found ?? nearest(tree, directories, parts.slice(at).join('/')),
    null,
  );
}

/** The one file with a path in the nearest directory above, or in a directory of it. */
function nearest(tree: Files, directories: readonly string[], path: string): string | null {
  // Of all that lies below the root, only a path that says a directory tells enough.
  for (const directory of path.includes('/') ? [...directories, '.'] : directories) {
    const own = joinPath(directory, path);
    if (own !== null && tree.has(own)) return own;
    if (directory === '.') break;
    const places = subdirectories(tree)(directory).map((each) => joinPath(each, path));
    const [only, ...others] = places.filter((place) => place !== null).filter((place) => tree.has(place));
    if (only !== undefined) return others.length === 0 ? only : null;
  }
  return null;
}

// A script's own directory first; the root is not searched, since everything is below it.
function directoriesAbove(script: string): readonly string[] {
  const parts = script.split('/').slice(0, -1);
  return parts.map((_, index) => parts.slice(0, parts.length - index).join('/'));
}

const mostSubdirectories = 100;

const subdirectories = onceForEach((tree: Files) => {
  const known = new Map<string, readonly string[]>();
  return (directory: string): readonly string[] => {
    const found =
      known.get(directory) ??
      tree
        .list(directory)
        // A name with a dot is seldom that of a directory.
        .filter((name) => !name.includes('.'))
        .slice(0, mostSubdirectories)
        .map((name) => `${directory}/${name}`);
    known.set(directory, found);
    return found;
  };
});

/** What a script sources: `source lib.sh`, `. "$(dirname "$0")/lib.sh"`; in paths `\0` stands for what nobody knows. */
export function* sourcedIn({
  commands,
}: Script): Iterable<{ readonly path: string; readonly at: Reference['at'] }> {
  for (const { program, words } of commands) {
    const [word] = words;
    if ((program === 'source' || program === '.') && word)
      yield { path: maskUnknown(word.resolved), at: word.at };
  }
}
