import type { Component, ComponentLicense, LicensedComponent } from '../model/component.ts';
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

/**
 * Gathers the evidence of every source for each component and concludes from it; judges nothing. Sources that have to
 * wait for answers are asked last, and only about what the others leave open.
 */
export async function license(
  resolved: ResolvedScan,
  sources: readonly LicenseSource[],
): Promise<LicensedScan> {
  const problems: Problem[] = [...resolved.problems];
  const [waiting, ready] = [sources.filter(isWaiting), sources.filter((source) => !isWaiting(source))];
  const gathered = resolved.components.map((component) => ({
    component,
    ...gather(component, ready, resolved, problems),
  }));
  const open = gathered.filter((one) => licenseOf(one).concluded.is === 'no-assertion');
  await Promise.all(waiting.map((source) => source.prepare?.(open.map(({ component }) => component))));
  const asked = new Set(waiting.length === 0 ? [] : open);
  const components = gathered.map((one) => {
    if (!asked.has(one)) return { ...one.component, license: licenseOf(one) };
    const more = gather(one.component, waiting, resolved, problems);
    const evidence = [...one.evidence, ...more.evidence];
    const gap = more.evidence.length > 0 ? null : (more.gap ?? one.gap);
    return {
      ...one.component,
      license: licenseOf({ evidence, gap, notices: [...one.notices, ...more.notices] }),
    };
  });
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
}

function licenseOf({ evidence, gap, notices }: Gathered): ComponentLicense {
  const license = conclude(evidence, { gap });
  return notices.length > 0 ? { ...license, notices } : license;
}

function gather(
  component: Component,
  sources: readonly LicenseSource[],
  resolved: ResolvedScan,
  problems: Problem[],
): Gathered {
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
  return { evidence, gap, notices };
}
