import { openGitDir } from '../git-dir.ts';
import type { PackedTree } from '../packed-tree.ts';
import { absolute, followLink, openRoot, type Root } from '../root.ts';
import { commitRoot } from './commit-tree.ts';
import { commitAt, openRepository, type Repository } from './repository.ts';

const maxSubmodules = 200;

interface Mounted {
  readonly at: string;
  readonly tree: PackedTree;
}

/**
 * The files of a commit with those of its submodules, each at the commit that it is held at, as far as they are checked out
 * on disk: their repositories know earlier commits too.
 */
export function withSubmodules(tree: PackedTree, repository: Repository, disk: Root): PackedTree {
  const mounts = mountsOf(tree, repository, disk);
  if (mounts.length === 0) return tree;

  /** The tree that holds a path, and the path there. */
  function held(path: string): readonly [tree: PackedTree, path: string] {
    const mount = mounts.find(({ at }) => path === at || path.startsWith(`${at}/`));
    return mount ? [mount.tree, path.slice(mount.at.length + 1)] : [tree, path];
  }

  return {
    commit: tree.commit,
    typeOf(path) {
      const [of, inner] = held(path);
      // What is read counts as checked out.
      if (of !== tree && (inner === '' || inner === '.git')) return 'directory';
      return of.typeOf(inner);
    },
    bytes(path, most) {
      const [of, inner] = held(path);
      return of.bytes(inner, most);
    },
    list(path) {
      const [of, inner] = held(path);
      return of.list(inner);
    },
    linkTarget(path) {
      const [of, inner] = held(path);
      return of.linkTarget(inner);
    },
    idOf(path) {
      const [of, inner] = held(path);
      return of.idOf(inner);
    },
  };
}

function mountsOf({ commit }: PackedTree, repository: Repository, disk: Root): readonly Mounted[] {
  const { prefix, submodules } = commit ?? { prefix: '', submodules: new Map<string, string>() };
  return [...submodules].slice(0, maxSubmodules).flatMap(([path, id]): readonly Mounted[] => {
    const at = path.slice(prefix.length);
    const target = followLink(disk, at);
    if (target.is !== 'inside' || target.type !== 'directory' || target.path !== at) return [];
    const found = openGitDir(absolute(disk, at), repository.git.common.directory);
    const inner = found.is === 'found' ? openRepository(found.git) : 'none';
    if (typeof inner === 'string') return [];
    repository.inner.push(inner);
    const outcome = commitAt(inner, id, id);
    if (outcome.is === 'unknown') return [];
    const place = { path: '', name: at, disk: openRoot(absolute(disk, at)) };
    const root = commitRoot(inner, outcome.commit, place);
    return typeof root === 'string' || !root.packed ? [] : [{ at, tree: root.packed }];
  });
}
