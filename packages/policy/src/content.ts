import type { Curation, Waiver } from '@fineprint/core';
import { nonEmpty, parseExpression, printExpression, type Usage } from '@fineprint/core';
import { defaultLicenses, defaultPinning } from './defaults.ts';
import type { LicenseList } from './licenses/entry.ts';
import type { Obligations } from './obligations.ts';
import type { Pinning } from './pinning.ts';
import type { PolicyRule } from './rule.ts';
import { LevelOrOff, type LicenseEntry, type PolicyFile } from './schema.ts';
import { Sources } from './sources.ts';

/** What a rule is told: its level, and its options, its own defaults filled in. */
export interface RuleSetting {
  readonly level: LevelOrOff;
  readonly options: Readonly<Record<string, unknown>>;
}

/** A curation without its place: where it is written makes it no other. */
export type PlainCuration = Omit<Curation, 'writtenAt' | 'location'>;

/** A waiver without its place. */
export type PlainWaiver = Omit<Waiver, 'writtenAt' | 'location'>;

/** A policy in which nothing is left open: what its hash is over. */
export interface PolicyContent {
  readonly licenses: Readonly<Record<LicenseList, readonly LicenseEntry[]>>;
  readonly pinning: Pinning;
  readonly sources: Sources;
  readonly obligations: Obligations;
  readonly rules: Readonly<Record<string, RuleSetting>>;
  readonly waivers: readonly PlainWaiver[];
  readonly curations: readonly PlainCuration[];
  readonly exclude: readonly string[];
  readonly usage: readonly { readonly path: string; readonly usage: Usage }[];
}

/** The policy that holds where no file says anything: the rules' own defaults. */
export function defaultContent(rules: readonly PolicyRule[]): PolicyContent {
  const settings = rules.map(({ id, defaultLevel, options, section }): [string, RuleSetting] => [
    id,
    { level: defaultLevel, options: section ? {} : plainOptions(options.parse({})) },
  ]);
  return {
    licenses: defaultLicenses,
    pinning: defaultPinning,
    sources: Sources.parse({}),
    obligations: {},
    rules: Object.fromEntries(settings),
    waivers: [],
    curations: [],
    exclude: [],
    usage: [],
  };
}

/** Lays a valid file over a policy: it wins key by key, and its lists replace. */
export function overlay(base: PolicyContent, file: PolicyFile, rules: readonly PolicyRule[]): PolicyContent {
  const {
    licenses = {},
    pinning = {},
    sources = {},
    obligations = {},
    waivers,
    curations,
    exclude,
    usage,
  } = file;
  return {
    licenses: {
      allow: licenses.allow ?? base.licenses.allow,
      review: licenses.review ?? base.licenses.review,
      deny: licenses.deny ?? base.licenses.deny,
    },
    pinning: { ...base.pinning, ...pinning },
    sources: Sources.parse({ ...base.sources, ...sources }),
    obligations: { ...base.obligations, ...obligations },
    rules: overlayRules(base.rules, file, rules),
    waivers: waivers?.map(toWaiver) ?? base.waivers,
    curations: curations?.map(toCuration) ?? base.curations,
    exclude: exclude ?? base.exclude,
    usage: usage ?? base.usage,
  };
}

function overlayRules(
  base: PolicyContent['rules'],
  { licenses, rules = {} }: PolicyFile,
  known: readonly PolicyRule[],
): PolicyContent['rules'] {
  const merged = new Map(Object.entries(base));
  const unknown = merged.get('license-unknown');
  if (unknown && licenses?.unknown) merged.set('license-unknown', { ...unknown, level: licenses.unknown });
  for (const [id, setting] of Object.entries(rules)) {
    const before = merged.get(id);
    const rule = known.find((one) => one.id === id);
    if (!before || !rule) continue;
    const { level, ...options } = typeof setting === 'string' ? { level: setting } : setting;
    merged.set(id, {
      level: level === undefined ? before.level : LevelOrOff.parse(level),
      // A policy writes every scalar as a text: 366 and "366" are one option.
      options: rule.section ? {} : plainOptions(rule.options.parse({ ...before.options, ...options })),
    });
  }
  return Object.fromEntries(merged);
}

type WaiverEntry = NonNullable<PolicyFile['waivers']>[number];

function toWaiver({
  rule,
  path,
  component,
  versions,
  license,
  text,
  owner,
  ticket,
  ...entry
}: WaiverEntry): PlainWaiver {
  return {
    ...entry,
    rules: nonEmpty([rule].flat()),
    owner: owner ?? null,
    ...(component === undefined ? {} : { component }),
    ...(path === undefined ? {} : { path }),
    ...(versions === undefined ? {} : { versions }),
    ...(license === undefined ? {} : { license: canonicalExpression(license) }),
    ...(text === undefined ? {} : { texts: hashes(text) }),
    ...(ticket === undefined ? {} : { ticket }),
  };
}

/** Hashes of one text or several, as reports write them. */
function hashes(text: string | readonly string[]): readonly string[] {
  return [text].flat().map((hash) => hash.toLowerCase());
}

type CurationEntry = NonNullable<PolicyFile['curations']>[number];

function toCuration({ versions, license, owner, text, ...entry }: CurationEntry): PlainCuration {
  return {
    ...entry,
    license: canonicalExpression(license),
    owner: owner ?? null,
    ...(versions === undefined ? {} : { versions }),
    ...(text === undefined ? {} : { texts: hashes(text) }),
  };
}

/** Conclusions are written canonically, and a waiver lapses as soon as they differ. */
function canonicalExpression(text: string): string {
  const parsed = parseExpression(text);
  return parsed.is === 'expression' ? printExpression(parsed.expression) : text;
}

function plainOptions(options: unknown): Readonly<Record<string, unknown>> {
  return typeof options === 'object' && options !== null ? { ...options } : {};
}
