import { type JudgedComponent, type ReportOccurrence, RuleUnanswered } from '@fineprint/core';
import type { ConditionSubject } from './conditions.ts';

/** Types of the fields that conditions see, by the name of what they belong to. `CONDITIONS.md` says what they mean. */
export const conditionTypes = {
  License: {
    expression: 'string',
    is: 'string',
    effective: 'string',
    class: 'string',
    verdict: 'string',
    declared: 'string',
    covers: 'string',
    confidence: 'double',
    ranges: 'list<string>',
  },
  Occurrence: {
    path: 'string',
    line: 'int',
    text: 'string',
    requested: 'string',
    requestedAs: 'string',
    pin: 'string',
    usage: 'string',
    scope: 'string',
    ecosystem: 'string',
    unit: 'string',
    address: 'string',
    claimed: 'string',
    in: 'string',
    isLocked: 'bool',
    unresolved: 'string',
    hasCredential: 'bool',
  },
  Component: {
    key: 'string',
    purl: 'string',
    kind: 'string',
    name: 'string',
    subpath: 'string',
    source: 'string',
    supplier: 'string',
    version: 'string',
    digest: 'string',
    commit: 'string',
    requested: 'string',
    pin: 'string',
    usage: 'string',
    scope: 'string',
    hashes: 'list<string>',
    license: 'License',
    occurrences: 'list<Occurrence>',
  },
} as const;

type ValueOf<Type> = Type extends 'string'
  ? string
  : Type extends 'int'
    ? bigint
    : Type extends 'double'
      ? number
      : Type extends 'bool'
        ? boolean
        : Type extends 'list<string>'
          ? readonly string[]
          : Type extends 'License'
            ? Fields<'License'>
            : readonly Fields<'Occurrence'>[];
type Fields<Name extends keyof typeof conditionTypes> = {
  readonly [Field in keyof (typeof conditionTypes)[Name]]: ValueOf<(typeof conditionTypes)[Name][Field]>;
};

/** The variables of a condition. */
export interface ConditionValues {
  readonly component: Fields<'Component'>;
  readonly occurrence?: Fields<'Occurrence'>;
}

/** The longest text that a condition is given; beyond it nobody is named. */
export const maxText = 2_000;

const known = new WeakMap<JudgedComponent, Fields<'Component'>>();

/** Lays out what a condition sees. What is not known is an empty text. Throws a `RuleUnanswered` for a text without end. */
export function conditionValues({ component, occurrence }: ConditionSubject): ConditionValues {
  const value = known.get(component) ?? componentValue(component);
  known.set(component, value);
  return { component: value, ...(occurrence ? { occurrence: occurrenceValue(occurrence) } : {}) };
}

/** The longest list that a condition can go through: what its cost grows with. */
export function longestList({ component }: ConditionSubject): number {
  return Math.max(component.occurrences.length, component.hashes.length, component.license.ranges.length, 1);
}

function componentValue(component: JudgedComponent): Fields<'Component'> {
  const { key, purl, proposedPurl, kind, name, subpath, source, supplier, version, digest, commit } =
    component;
  const { requested, pin, usage, scope, hashes, occurrences } = component;
  return {
    key: text(key),
    purl: text(purl ?? proposedPurl),
    kind,
    name: text(name),
    subpath: text(subpath),
    source: text(source),
    supplier: text(supplier),
    version: text(version),
    digest: text(digest),
    commit: text(commit),
    requested: text(requested),
    pin: pin ?? '',
    usage,
    scope,
    hashes: hashes.map(text),
    license: licenseValue(component),
    occurrences: occurrences.map(occurrenceValue),
  };
}

function licenseValue({ license, verdict }: JudgedComponent): Fields<'License'> {
  const { concluded, effective, class: of, declared, ranges } = license;
  return {
    expression: concluded.is === 'none' ? 'NONE' : text(concluded.expression),
    is: concluded.is,
    effective: text(effective),
    class: of ?? '',
    verdict: verdict.is,
    declared: text(declared),
    covers: concluded.covers ?? '',
    confidence: concluded.confidence,
    ranges: ranges.map(({ expression }) => text(expression)),
  };
}

function occurrenceValue(occurrence: ReportOccurrence): Fields<'Occurrence'> {
  const { path, line, requested, requestedAs, pin, usage, scope, ecosystem, unit, address, claimed } =
    occurrence;
  return {
    path: text(path),
    line: BigInt(line),
    text: text(occurrence.text),
    requested: text(requested),
    requestedAs: requestedAs ?? '',
    pin: pin ?? '',
    usage,
    scope,
    ecosystem,
    unit: text(unit),
    address: text(address),
    claimed: text(claimed),
    in: text(occurrence.in),
    isLocked: occurrence.locked === true,
    unresolved: occurrence.unresolved ?? '',
    hasCredential: occurrence.credential === true,
  };
}

function text(value: string | null | undefined): string {
  if (value == null) return '';
  if (value.length > maxText)
    throw new RuleUnanswered(`a text about it has ${value.length} characters; ${maxText} is the limit`);
  return value;
}
