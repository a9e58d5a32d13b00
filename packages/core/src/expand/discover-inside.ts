import { type Discovered, discover, followLink, type Root } from '../discover/index.ts';
import { problem } from '../model/problem.ts';

/**
 * Discovers a directory inside a root; its paths are told from the root, so that every place can be opened. What leads
 * out, is a link, or is no directory gives a problem and is not even listed.
 */
export function discoverInside(root: Root, path: string): Discovered {
  const target = followLink(root, path);
  const nothing = { files: [], links: [], toolFilled: [], repositories: [], ignored: [], excluded: [] };
  const counts = { files: 0, links: 0, directories: 0, ignored: 0, excluded: 0, toolFilled: 0 };
  if (target.is !== 'inside' || target.type !== 'directory' || target.path !== path) {
    const gone = problem('file-unreadable', `"${path}" is no directory inside the root.`, null);
    return { root, name: path, ...nothing, counts, submodules: new Map(), git: null, problems: [gone] };
  }
  const found = discover(root, { git: 'none', within: path });
  return { ...found, root };
}
