import { claim } from '../discover/claim.ts';
import { discover } from '../discover/index.ts';
import { expand } from '../expand/expand.ts';
import { link } from '../link/link.ts';
import type { Extractor } from '../model/extractor.ts';
import type { Kind } from '../model/kind.ts';
import { readFiles } from '../read/read.ts';
import { offline } from '../resolve/lookup.ts';
import { type ResolvedScan, resolve } from '../resolve/resolve.ts';

/** Takes a directory as far as `expand`, offline and without a policy: what extractors are judged by. */
export async function scanFixture(
  root: string,
  extractors: readonly Extractor[],
  kinds: readonly Kind[],
): Promise<ResolvedScan> {
  const means = { kinds: new Map(kinds.map((kind) => [kind.id, kind])), lookup: offline, usage: () => null };
  const found = discover(root, { git: 'none' });
  const resolved = await resolve(link(readFiles(claim(found, extractors), { cache: null })), means);
  return expand(resolved, extractors, means);
}
