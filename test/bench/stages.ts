import { claim } from '../../packages/core/src/discover/claim.ts';
import { discover } from '../../packages/core/src/discover/index.ts';
import { evaluate } from '../../packages/core/src/evaluate/evaluate.ts';
import { layOut } from '../../packages/core/src/evaluate/lay-out.ts';
import { expand } from '../../packages/core/src/expand/expand.ts';
import { license } from '../../packages/core/src/license/license.ts';
import { link } from '../../packages/core/src/link/link.ts';
import { readFiles } from '../../packages/core/src/read/read.ts';
import { resolve } from '../../packages/core/src/resolve/resolve.ts';
import type { ScanMeans } from '../../packages/core/src/scan.ts';

/** Where the time of a scan goes, in this process: milliseconds of each stage, with warm code. */
export async function stageTimes(root: string, means: ScanMeans): Promise<ReadonlyMap<string, number>> {
  await once(root, means);
  return once(root, means);
}

/** The files that the scan reads: what the floor has to read too. */
export function candidateFiles(root: string, means: ScanMeans): readonly string[] {
  return claim(discover(root, {}), means.extractors).claimed.map(({ path }) => path);
}

async function once(root: string, means: ScanMeans): Promise<ReadonlyMap<string, number>> {
  const times = new Map<string, number>();
  const kinds = new Map(means.kinds.map((kind) => [kind.id, kind]));
  const resolving = { kinds, lookup: means.lookup, usage: means.policy.usage };
  const found = await timed(times, 'discover', () => discover(root, {}));
  const claimed = await timed(times, 'claim', () => claim(found, means.extractors));
  const read = await timed(times, 'read', () => readFiles(claimed, { cache: null }));
  const linked = await timed(times, 'link', () => link(read));
  const resolved = await timed(times, 'resolve', () => resolve(linked, resolving));
  const expanded = await timed(times, 'expand', () => expand(resolved, means.extractors, resolving));
  const licensed = await timed(times, 'license', () =>
    license(expanded, means.licenseSources, { ...means, curations: means.policy.curations, kinds }),
  );
  await timed(times, 'evaluate', () =>
    evaluate(layOut(licensed, kinds), {
      policy: means.policy,
      kinds,
      asOf: means.now,
      baseline: null,
      changedPolicy: null,
      isWhole: true,
      admitsOnly: means.admitsOnly,
    }),
  );
  return times;
}

async function timed<T>(times: Map<string, number>, stage: string, work: () => T | Promise<T>): Promise<T> {
  const start = performance.now();
  const result = await work();
  times.set(stage, performance.now() - start);
  return result;
}
