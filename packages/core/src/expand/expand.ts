import { claim } from '../discover/claim.ts';
import { type Discovered, discover, followLink } from '../discover/index.ts';
import { link } from '../link/link.ts';
import type { Extractor } from '../model/extractor.ts';
import type { ResolvedOccurrence } from '../model/occurrence.ts';
import { type Problem, problem } from '../model/problem.ts';
import { readFiles } from '../read/read.ts';
import { mergeComponents } from '../resolve/merge.ts';
import { type ResolvedScan, type ResolveMeans, resolve } from '../resolve/resolve.ts';

// A module nested deeper, or more copies than this, is a loop or an attack rather than a design.
const maxDepth = 8;
const maxTrees = 500;

/** A copy of a component that lies inside the root. */
interface Copy {
  readonly ref: string;
  readonly path: string;
  readonly depth: number;
  readonly from: ResolvedOccurrence;
}

/** Sends the copies of components that lie on disk through the same stages, each tree once, within budgets. */
export async function expand(
  resolved: ResolvedScan,
  extractors: readonly Extractor[],
  means: ResolveMeans,
): Promise<ResolvedScan> {
  const queue = copiesIn(resolved.occurrences, 0);
  const done = new Set<string>();
  const occurrences: ResolvedOccurrence[] = [...resolved.occurrences];
  const problems: Problem[] = [...resolved.problems];
  for (let copy = queue.shift(); copy; copy = queue.shift()) {
    if (done.has(copy.path) || isScanned(resolved, copy.path)) continue;
    done.add(copy.path);
    if (done.size > maxTrees || copy.depth >= maxDepth) {
      const message = `The copy of ${copy.ref} in "${copy.path}" is not looked into: there are too many, or they nest too deep.`;
      problems.push(problem('limit-reached', message, copy.from.at));
      continue;
    }
    const inner = await scanCopy(copy, resolved, extractors, means);
    // One by one: a call takes only so many arguments.
    for (const occurrence of inner.occurrences) occurrences.push(occurrence);
    for (const found of inner.problems) problems.push(found);
    for (const next of copiesIn(inner.occurrences, copy.depth + 1)) queue.push(next);
  }
  if (done.size === 0) return resolved;
  return { ...resolved, occurrences, problems, components: mergeComponents(occurrences, means.kinds) };
}

function copiesIn(occurrences: readonly ResolvedOccurrence[], depth: number): Copy[] {
  return occurrences.flatMap((from) =>
    from.contents === undefined ? [] : [{ ref: from.ref, path: from.contents, depth, from }],
  );
}

/** A copy that git tracks outside of the places that tools fill was scanned with the rest. */
function isScanned({ files }: ResolvedScan, path: string): boolean {
  return files.some((file) => file.path.startsWith(`${path}/`));
}

async function scanCopy(
  copy: Copy,
  outer: ResolvedScan,
  extractors: readonly Extractor[],
  means: ResolveMeans,
): Promise<ResolvedScan> {
  const found = discoverInside(outer, copy.path);
  const linked = link(readFiles(claim(found, extractors), { cache: null }), copy.ref);
  return resolve(linked, { ...means, usage: () => copy.from.usage });
}

/** Discovers a directory inside the root; its paths are told from the scanned root, so that every place can be opened. */
function discoverInside({ root }: ResolvedScan, path: string): Discovered {
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
