import type { LicensedComponent } from '../model/component.ts';
import type { Problem } from '../model/problem.ts';
import type { ResolvedScan } from '../resolve/resolve.ts';
import { conclude } from './conclude.ts';
import { type CurationMeans, curator } from './curate.ts';
import type { LicenseEvidence } from './evidence.ts';
import type { LicenseSource, UnknownText } from './source.ts';

/** A scan in which every component has a concluded licence, or a reason for having none. */
export interface LicensedScan extends Omit<ResolvedScan, 'components'> {
  readonly components: readonly LicensedComponent[];
  readonly texts: ReadonlyMap<string, string>;
}

/** Gathers the evidence of every source for each component, corrects it as the policy says, and concludes from it; judges nothing. */
export async function license(
  resolved: ResolvedScan,
  sources: readonly LicenseSource[],
  curating: CurationMeans,
): Promise<LicensedScan> {
  const { corrections, unused } = curator(curating);
  await Promise.all(sources.map((source) => source.prepare?.(resolved.components)));
  const problems: Problem[] = [...resolved.problems];
  const components = resolved.components.map((component) => {
    const evidence: LicenseEvidence[] = [];
    const unknown: UnknownText[] = [];
    let gap: string | null = null;
    for (const source of sources) {
      for (const item of source.evidence(component, resolved)) {
        if (!('is' in item)) evidence.push(item);
        else if (item.is === 'gap') gap ??= item.because;
        else if (item.is === 'unknown-text') unknown.push(item);
        else problems.push(item);
      }
    }
    for (const item of corrections(component, [...evidence, ...unknown])) {
      if ('is' in item) problems.push(item);
      else evidence.push(item);
    }
    return { ...component, license: conclude(evidence, { gap }) };
  });
  problems.push(...unused());
  const texts = new Map(sources.flatMap((source) => [...(source.texts?.() ?? [])]));
  return { ...resolved, components, problems, texts };
}
