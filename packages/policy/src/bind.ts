import { createHash } from 'node:crypto';
import {
  type BoundPolicy,
  type BoundRule,
  type Curation,
  compileGlobs,
  type Level,
  reportLocation,
  type Usage,
} from '@fineprint/core';
import { defaultContent, overlay, type PolicyContent, type RuleSetting } from './content.ts';
import { type PolicyDocument, type PolicySource, readDocument } from './document.ts';
import { readThrough } from './issues.ts';
import { licenseLists, listedLicenses } from './licenses/entry.ts';
import { judge, type LicenseKnowledge } from './licenses/judge.ts';
import type { Obligations } from './obligations.ts';
import type { PolicyRule } from './rule.ts';
import { rules } from './rules/registry.ts';
import { PolicyFile } from './schema.ts';
import { validate } from './validate.ts';

/** What binding needs from outside. */
export interface BindMeans extends LicenseKnowledge {
  /** The usages in which each obligation can arise; without them the obligations that a policy names are not checked. */
  readonly obligations?: Obligations;
  /** Ids of all kinds; without them the kinds that a policy names are not checked. */
  readonly kinds?: readonly string[];
}

/** Binds policy texts, the later over the earlier and all over the rules' own defaults; throws a `PolicyError` that shows what is wrong and where. */
export function bindPolicy(sources: readonly PolicySource[], means: BindMeans): BoundPolicy {
  const read = sources.map((source) => readPolicy(source, means));
  const content = contentOf(read);
  if (means.termsOf === undefined && Object.keys(content.obligations).length > 0)
    throw new TypeError('Obligations are judged by what licences ask, which nobody told.');
  const listed = licenseLists.flatMap((list) => listedLicenses(list, content.licenses[list]));
  return {
    names: sources.length === 0 ? ['default'] : sources.map(({ name }) => name),
    sha256: createHash('sha256').update(canonicalJson(content)).digest('hex'),
    from: sources.at(-1)?.path ?? 'built-in',
    rules: rules.flatMap((rule) => boundRule(rule, content)),
    waivers: placed('waivers', content.waivers, read).map((waiver) => ({
      ...waiver,
      location: waiver.location && reportLocation(waiver.location),
    })),
    curations: placed('curations', content.curations, read),
    exclude: content.exclude,
    usage: usageOf(content),
    judge: (component) => judge(listed, means, component),
  };
}

/** Reads policy texts into one policy in which nothing is left open. */
export function policyContent(sources: readonly PolicySource[], means: ReadMeans): PolicyContent {
  return contentOf(sources.map((source) => readPolicy(source, means)));
}

/** A policy text that was found valid. */
interface ReadPolicy {
  readonly source: PolicySource;
  readonly document: PolicyDocument;
  readonly file: PolicyFile;
}

type ReadMeans = Pick<BindMeans, 'kinds' | 'obligations'>;

function readPolicy(source: PolicySource, { kinds, obligations }: ReadMeans): ReadPolicy {
  const document = readDocument(source);
  const file = readThrough(PolicyFile, document.value, document);
  validate(file, document, { rules, kinds: kinds ?? null, obligations: obligations ?? null });
  return { source, document, file };
}

function contentOf(read: readonly ReadPolicy[]): PolicyContent {
  return read.reduce((base, { file }) => overlay(base, file, rules), defaultContent(rules));
}

/** Gives the entries of a list their places: all of them stand in the last policy that has it, since a list replaces a list. */
function placed<Entry>(
  section: 'waivers' | 'curations',
  entries: readonly Entry[],
  read: readonly ReadPolicy[],
): readonly (Entry & Pick<Curation, 'writtenAt' | 'location'>)[] {
  const last = read.findLast(({ file }) => file[section] !== undefined);
  if (last === undefined) return [];
  const { document, source } = last;
  return entries.map((entry, index) => {
    const location = document.placeOf([section, index]);
    const writtenAt = `${location.path}:${location.line}:${location.column}`;
    return { ...entry, writtenAt, location: source.inRoot === true ? location : null };
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

/** JSON with sorted keys: the same policy gives the same bytes however it is written. */
function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonicalJson(item)}`).join(',')}}`;
}
