import type { Curation, Waiver } from '@fineprint/core';
import { nonEmpty, parseExpression, printExpression, type Usage } from '@fineprint/core';
import { defaultLicenses, defaultPinning } from './defaults.ts';
import type { LicenseList } from './licenses/entry.ts';
import type { Obligations } from './obligations.ts';
import type { Pinning } from './pinning.ts';
import type { PolicyRule } from './rule.ts';
import { type CustomRuleEntry, LevelOrOff, type LicenseEntry, type PolicyFile } from './schema.ts';
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
  readonly 'custom-rules': Readonly<Record<string, CustomRuleEntry>>;
  readonly waivers: readonly PlainWaiver[];
  readonly curations: readonly PlainCuration[];
  readonly exclude: readonly string[];
  readonly usage: readonly { readonly path: string; readonly usage: Usage }[];
}

/** The policy that holds where no file says anything, as a file would write it: the rules' own defaults. */
export function defaultFile(rules: readonly PolicyRule[]): PolicyFile {
  const settings = rules.map(({ id, defaultLevel, options, section }): [string, Record<string, unknown>] => [
    id,
    { level: defaultLevel, ...(section ? {} : plainOptions(options.parse({}))) },
  ]);
  return {
    licenses: {
      allow: [...defaultLicenses.allow],
      review: [...defaultLicenses.review],
      deny: [...defaultLicenses.deny],
    },
    pinning: { ...defaultPinning },
    sources: Sources.parse({}),
    obligations: {},
    rules: Object.fromEntries(settings),
    'custom-rules': {},
    waivers: [],
    curations: [],
    exclude: [],
    usage: [],
  };
}

/** The policy that holds where no file says anything. */
export function defaultContent(rules: readonly PolicyRule[]): PolicyContent {
  return contentOf(defaultFile(rules), rules);
}

/** Writes what can be written in two ways in one of them: each rule as a mapping, and the level of unknown licences as a rule's. */
export function settled({
  licenses,
  rules = {},
  extends: _,
  ...file
}: PolicyFile): Readonly<Record<string, unknown>> {
  const settings = Object.entries(rules).map(([id, setting]): [string, Record<string, unknown>] => [
    id,
    typeof setting === 'string' ? { level: setting } : setting,
  ]);
  const { unknown, ...lists } = licenses ?? {};
  const { pinning, sources, ...others } = file;
  const all = new Map(settings);
  if (unknown !== undefined) all.set('license-unknown', { ...all.get('license-unknown'), level: unknown });
  return { licenses: lists, pinning, sources, rules: Object.fromEntries(all), ...others };
}

/** Where something that `settled` moved is written. */
export function writtenPath(path: readonly PropertyKey[], { licenses }: PolicyFile): readonly PropertyKey[] {
  const isUnknown = path.join('.') === 'rules.license-unknown.level' && licenses?.unknown !== undefined;
  return isUnknown ? ['licenses', 'unknown'] : path;
}

/** Reads a policy in which nothing is left open. */
export function contentOf(file: PolicyFile, rules: readonly PolicyRule[]): PolicyContent {
  const {
    licenses = {},
    pinning = {},
    obligations = {},
    waivers = [],
    curations = [],
    exclude = [],
    usage = [],
  } = file;
  const { allow = [], review = [], deny = [] } = licenses;
  return {
    licenses: { allow, review, deny },
    pinning,
    sources: Sources.parse(file.sources ?? {}),
    obligations,
    rules: Object.fromEntries(rules.map((rule) => [rule.id, settingOf(rule, file)])),
    'custom-rules': file['custom-rules'] ?? {},
    waivers: waivers.map(toWaiver),
    curations: curations.map(toCuration),
    exclude,
    usage,
  };
}

function settingOf(rule: PolicyRule, { rules = {} }: PolicyFile): RuleSetting {
  const written = rules[rule.id] ?? {};
  const { level, ...options } = typeof written === 'string' ? { level: written } : written;
  return {
    level: level === undefined ? rule.defaultLevel : LevelOrOff.parse(level),
    // A policy writes every scalar as a text: 366 and "366" are one option.
    options: rule.section ? {} : plainOptions(rule.options.parse(options)),
  };
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
