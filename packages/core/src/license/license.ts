import type { Component, LicensedComponent } from '../model/component.ts';
import type { Problem } from '../model/problem.ts';
import type { ResolvedScan } from '../resolve/resolve.ts';
import { conclude } from './conclude.ts';
import { type CurationMeans, curator } from './curate.ts';
import type { LicenseEvidence, NoticeText } from './evidence.ts';
import type { LicenseSource, UnknownText } from './source.ts';

/** A scan in which every component has a concluded licence, or a reason for having none. */
export interface LicensedScan extends Omit<ResolvedScan, 'components'> {
  readonly components: readonly LicensedComponent[];
  readonly texts: ReadonlyMap<string, string>;
}

/**
 * Gathers the evidence of every source for each component, corrects it as the policy says, and concludes from it; judges
 * nothing. Sources that have to wait for answers are asked last, and only about what the others leave open.
 */
export async function license(
  resolved: ResolvedScan,
  sources: readonly LicenseSource[],
  curating: CurationMeans,
): Promise<LicensedScan> {
  const { corrections, unused } = curator(curating);
  const problems: Problem[] = [...resolved.problems];
  const [waiting, ready] = [sources.filter(isWaiting), sources.filter((source) => !isWaiting(source))];
  const gathered = resolved.components.map((component) => ({
    component,
    ...gather(component, ready, resolved, problems),
  }));
  const open = gathered.filter(
    ({ evidence, gap }) => conclude(evidence, { gap }).concluded.is === 'no-assertion',
  );
  await Promise.all(waiting.map((source) => source.prepare?.(open.map(({ component }) => component))));
  const asked = new Set(waiting.length === 0 ? [] : open);
  const components = gathered.map((one) => {
    const all = asked.has(one) ? joined(one, gather(one.component, waiting, resolved, problems)) : one;
    const evidence = [...all.evidence];
    for (const item of corrections(one.component, [...all.evidence, ...all.unknown])) {
      if ('is' in item) problems.push(item);
      else evidence.push(item);
    }
    const { notices, gap } = all;
    const license = {
      ...conclude(evidence, { gap }),
      ...(notices.length > 0 ? { notices } : {}),
      ...(gap !== null && evidence.length > all.evidence.length ? { evidenceGap: gap } : {}),
    };
    return { ...one.component, license };
  });
  problems.push(...unused());
  const texts = new Map(sources.flatMap((source) => [...(source.texts?.() ?? [])]));
  return { ...resolved, components, problems, texts };
}

function isWaiting({ prepare }: LicenseSource): boolean {
  return prepare !== undefined;
}

/** What sources said about a component, and what they left open. */
interface Gathered {
  readonly evidence: readonly LicenseEvidence[];
  readonly gap: string | null;
  readonly notices: readonly NoticeText[];
  readonly unknown: readonly UnknownText[];
}

/** Who answered later closes the gap, or says why it stays. */
function joined(one: Gathered, more: Gathered): Gathered {
  return {
    evidence: [...one.evidence, ...more.evidence],
    gap: more.evidence.length > 0 ? null : (more.gap ?? one.gap),
    notices: [...one.notices, ...more.notices],
    unknown: [...one.unknown, ...more.unknown],
  };
}

function gather(
  component: Component,
  sources: readonly LicenseSource[],
  resolved: ResolvedScan,
  problems: Problem[],
): Gathered {
  const evidence: LicenseEvidence[] = [];
  const notices: NoticeText[] = [];
  const unknown: UnknownText[] = [];
  const gaps: { readonly because: string; readonly isPartial: boolean }[] = [];
  for (const source of sources) {
    const before = evidence.length;
    let gap: string | null = null;
    for (const item of source.evidence(component, resolved)) {
      if (!('is' in item)) evidence.push(item);
      else if (item.is === 'gap') gap ??= item.because;
      else if (item.is === 'unknown-text') unknown.push(item);
      else if (item.is === 'notice') notices.push({ source: item.source, text: item.text });
      else problems.push(item);
    }
    if (gap !== null) gaps.push({ because: gap, isPartial: evidence.length > before });
  }
  // That one source knows nothing is no gap in what another one says.
  const telling = evidence.length === 0 ? gaps : gaps.filter(({ isPartial }) => isPartial);
  return { evidence, gap: telling[0]?.because ?? null, notices, unknown };
}
