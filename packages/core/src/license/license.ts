import type { LicensedComponent } from '../model/component.ts';
import type { Problem } from '../model/problem.ts';
import type { ResolvedScan } from '../resolve/resolve.ts';
import { conclude } from './conclude.ts';
import type { LicenseEvidence, NoticeText } from './evidence.ts';
import type { LicenseSource } from './source.ts';

/** A scan in which every component has a concluded licence, or a reason for having none. */
export interface LicensedScan extends Omit<ResolvedScan, 'components'> {
  readonly components: readonly LicensedComponent[];
  readonly texts: ReadonlyMap<string, string>;
}

/** Gathers the evidence of every source for each component and concludes from it; judges nothing. */
export async function license(
  resolved: ResolvedScan,
  sources: readonly LicenseSource[],
): Promise<LicensedScan> {
  await Promise.all(sources.map((source) => source.prepare?.(resolved.components)));
  const problems: Problem[] = [...resolved.problems];
  const components = resolved.components.map((component) => {
    const evidence: LicenseEvidence[] = [];
    const notices: NoticeText[] = [];
    let gap: string | null = null;
    for (const source of sources) {
      for (const item of source.evidence(component, resolved)) {
        if (!('is' in item)) evidence.push(item);
        else if (item.is === 'gap') gap ??= item.because;
        else if (item.is === 'notice') notices.push({ source: item.source, text: item.text });
        else problems.push(item);
      }
    }
    const concluded = conclude(evidence, { gap });
    return { ...component, license: notices.length > 0 ? { ...concluded, notices } : concluded };
  });
  const texts = new Map(sources.flatMap((source) => [...(source.texts?.() ?? [])]));
  return { ...resolved, components, problems, texts };
}
