import { createHash } from 'node:crypto';
import {
  type BoundPolicy,
  type BoundRule,
  type Curation,
  compileGlobs,
  type Level,
  type ReportComponent,
  reportLocation,
  type Usage,
} from '@fineprint/core';
import type { PolicyContent, RuleSetting } from './content.ts';
import type { Conditions } from './custom/conditions.ts';
import type { PolicySource } from './document.ts';
import { effectivePolicy } from './effective.ts';
import { canonicalJson, type Layered, type Placed } from './layers.ts';
import { licenseLists, listedLicenses } from './licenses/entry.ts';
import { judge, type LicenseKnowledge } from './licenses/judge.ts';
import type { Obligations } from './obligations.ts';
import { leastPin } from './pinning.ts';
import type { PolicyRule } from './rule.ts';

/** What binding needs from outside. */
export interface BindMeans extends LicenseKnowledge {
  /** The usages in which each obligation can arise; without them the obligations that a policy names are not checked. */
  readonly obligations?: Obligations;
  /** Ids of all kinds; without them the kinds that a policy names are not checked. */
  readonly kinds?: readonly string[];
  /** Whether a component can have no version but those of a range; without it an entry with `versions` covers nothing. */
  readonly admitsOnly?: (component: ReportComponent, versions: string) => boolean;
  /** What compiles the conditions of custom rules; `loadConditions` gives it where a policy has any. */
  readonly conditions?: Conditions | null;
}

/**
 * Binds policy texts, the later over the earlier and all over the rules' own defaults; what a text `extends` stands before
 * it. Throws a `PolicyError` that shows what is wrong and where.
 */
export function bindPolicy(sources: readonly PolicySource[], means: BindMeans): BoundPolicy {
  const { content, layers, rules } = effectivePolicy(sources, means);
  if (means.termsOf === undefined && Object.keys(content.obligations).length > 0)
    throw new TypeError('Obligations are judged by what licences ask, which nobody told.');
  const listed = licenseLists.flatMap((list) => listedLicenses(list, content.licenses[list]));
  const judging = { ...means, admitsOnly: means.admitsOnly ?? (() => false) };
  return {
    names: sources.length === 0 ? ['default'] : sources.map(({ name }) => name),
    sha256: createHash('sha256').update(canonicalJson(content)).digest('hex'),
    from: sources.at(-1)?.path ?? 'built-in',
    rules: rules.flatMap((rule) => boundRule(rule, content)),
    waivers: placed('waivers', content.waivers, layers).map((waiver) => ({
      ...waiver,
      location: waiver.location && reportLocation(waiver.location),
    })),
    curations: placed('curations', content.curations, layers),
    exclude: content.exclude,
    usage: usageOf(content),
    unitPin: (key, unit) => leastPin(content.pinning, key, unit)?.inUnit ?? null,
    judge: (component) => judge(listed, judging, component),
  };
}

/** Gives the entries of a list their places. */
function placed<Entry>(
  section: string,
  entries: readonly Entry[],
  layers: Layered,
): readonly (Entry & Pick<Curation, 'writtenAt' | 'location'>)[] {
  const list = layers.is === 'map' ? layers.entries.get(section) : undefined;
  const items: readonly Placed[] = list?.is === 'list' ? list.items : [];
  return entries.map((entry, index) => {
    const { location = null, inRoot = false } = items[index]?.origin ?? {};
    const writtenAt = location === null ? '' : `${location.path}:${location.line}:${location.column}`;
    return { ...entry, writtenAt, location: inRoot ? location : null };
  });
}

function boundRule(rule: PolicyRule, content: PolicyContent): readonly BoundRule[] {
  const setting: RuleSetting = content.rules[rule.id] ?? { level: rule.defaultLevel, options: {} };
  if (setting.level === 'off') return [];
  return [closed(rule, setting.level, rule.options.parse(optionsOf(rule, setting, content)))];
}

function optionsOf({ section }: PolicyRule, { options }: RuleSetting, content: PolicyContent): unknown {
  return section === undefined ? options : content[section];
}

/** Closes a rule over its level and options; each case keeps subject and check together. */
function closed(rule: PolicyRule, level: Level, options: unknown): BoundRule {
  const { id, title } = rule;
  switch (rule.subject) {
    case 'component':
      return {
        id,
        title,
        level,
        subject: rule.subject,
        check: (subject, asOf) => rule.check(subject, options, asOf),
      };
    case 'occurrence':
      return {
        id,
        title,
        level,
        subject: rule.subject,
        check: (subject, asOf) => rule.check(subject, options, asOf),
      };
    case 'unit':
      return {
        id,
        title,
        level,
        subject: rule.subject,
        check: (subject, asOf) => rule.check(subject, options, asOf),
      };
    case 'scan':
      return {
        id,
        title,
        level,
        subject: rule.subject,
        check: (subject, asOf) => rule.check(subject, options, asOf),
      };
    case 'change':
      return {
        id,
        title,
        level,
        subject: rule.subject,
        check: (subject, asOf) => rule.check(subject, options, asOf),
      };
  }
}

/** The last glob that matches a path says its usage. */
function usageOf({ usage }: PolicyContent): (path: string) => Usage | null {
  const globs = compileGlobs(usage.map(({ path }) => path));
  return (path) => {
    const last = globs.matching(path).at(-1);
    return last === undefined ? null : (usage[last]?.usage ?? null);
  };
}
