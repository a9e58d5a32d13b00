import { levels, parseExpression, pins, printExpression, scopes, usages } from '@fineprint/core';
import * as z from 'zod/mini';
import { type PolicyDocument, type PolicySource, readDocument } from '../document.ts';
import { readThrough } from '../issues.ts';
import { cut, type Path, validateKind } from '../names.ts';
import type { PolicyDefect } from '../policy-error.ts';
import type { Given } from './given.ts';

const Text = z.string();

/** A policy is read as texts, whatever YAML makes of them. */
const Flag = z.enum(['true', 'false']);

const GivenEntry = z.strictObject({
  kind: Text,
  name: Text,
  key: z.optional(Text),
  subpath: z.optional(Text),
  purl: z.optional(Text),
  version: z.optional(Text),
  requested: z.optional(Text),
  requestedAs: z.optional(z.enum(['version', 'tag', 'git-ref'])),
  pin: z.optional(z.enum(pins)),
  usage: z.optional(z.enum(usages)),
  scope: z.optional(z.enum(scopes)),
  source: z.optional(Text),
  supplier: z.optional(Text),
  digest: z.optional(Text),
  commit: z.optional(Text),
  hashes: z.optional(z.array(Text)),
  license: z.optional(Text),
  declared: z.optional(Text),
  licenseText: z.optional(Text),
  path: z.optional(Text),
  unit: z.optional(Text),
  address: z.optional(Text),
  ecosystem: z.optional(Text),
  text: z.optional(Text),
  claimed: z.optional(Text),
  locked: z.optional(Flag),
  credential: z.optional(Flag),
  unresolved: z.optional(z.enum(['name', 'version'])),
});
type GivenEntry = z.infer<typeof GivenEntry>;

const ExpectedEntry = z.strictObject({
  rule: Text,
  level: z.optional(z.enum(levels)),
  component: z.optional(Text),
  waiver: z.optional(Text),
  state: z.optional(z.enum(['new', 'known'])),
});

/** A finding that a test expects; what it leaves out may be anything. */
export type ExpectedFinding = z.infer<typeof ExpectedEntry>;

const CaseEntry = z.strictObject({
  name: Text,
  given: z.array(GivenEntry),
  baseline: z.optional(z.array(GivenEntry)),
  asOf: z.optional(Text),
  policy: z.optional(z.record(Text, z.unknown())),
  expect: z.array(ExpectedEntry),
});
type CaseEntry = z.infer<typeof CaseEntry>;

/** A file of policy tests: cases, and the policy that they are about. */
export const PolicyTestFile = z.strictObject({
  policy: z.optional(Text),
  asOf: z.optional(Text),
  cases: z.array(CaseEntry),
});

/** One case of a policy test. */
export interface PolicyCase {
  readonly name: string;
  readonly given: readonly Given[];
  readonly baseline: readonly Given[] | null;
  /** ISO date that expiries are judged by. */
  readonly asOf: string;
  /** What the case lays over the policy, or `null`. */
  readonly policy: Readonly<Record<string, unknown>> | null;
  readonly expected: readonly ExpectedFinding[];
}

/** The cases of a file, and the policy file that it names, if any. */
export interface PolicyTests {
  readonly document: PolicyDocument;
  readonly policy: string | null;
  readonly cases: readonly PolicyCase[];
}

/** The day of a test that names none: a waiver of a policy must not end a test with it. */
const someDay = '2026-01-01';

/** Reads a file of policy tests; throws a `PolicyError` with the place of each mistake. */
export function readPolicyTests(source: PolicySource, kinds: readonly string[]): PolicyTests {
  const document = readDocument(source);
  const file = readThrough(PolicyTestFile, document.value, document);
  const defects: PolicyDefect[] = [];
  const tell = (path: Path, message: string) => defects.push({ message, location: document.placeOf(path) });
  if (file.cases.length === 0) tell(['cases'], 'A test without cases tests nothing.');
  if (file.cases.length > mostCases) tell(['cases'], `A file has at most ${mostCases} cases.`);
  if (file.asOf !== undefined && !isDate(file.asOf)) tell(['asOf'], noDate(file.asOf));
  for (const [index, one] of file.cases.entries()) validateCase(one, ['cases', index], kinds, tell);
  const [first, ...rest] = defects;
  if (first) throw document.error([first, ...rest]);
  const asOf = file.asOf ?? someDay;
  return { document, policy: file.policy ?? null, cases: file.cases.map((one) => caseOf(one, asOf)) };
}

const mostCases = 1_000;
const day = /^\d{4}-\d{2}-\d{2}$/;

function isDate(text: string): boolean {
  return day.test(text) && !Number.isNaN(Date.parse(text));
}

function noDate(text: string): string {
  return `"${cut(text)}" is no date. A date is written "2027-03-31".`;
}

function validateCase(
  one: CaseEntry,
  path: Path,
  kinds: readonly string[],
  tell: (path: Path, message: string) => void,
): void {
  if (one.name.trim() === '') tell([...path, 'name'], '"name" is empty.');
  if (one.asOf !== undefined && !isDate(one.asOf)) tell([...path, 'asOf'], noDate(one.asOf));
  for (const [section, list] of [
    ['given', one.given],
    ['baseline', one.baseline ?? []],
  ] as const) {
    for (const [index, entry] of list.entries()) {
      const at = (key: string): Path => [...path, section, index, key];
      validateKind(entry.kind, at('kind'), { rules: [], kinds }, tell);
      const parsed = parseExpression(entry.license ?? 'MIT');
      if (parsed.is === 'invalid')
        tell(at('license'), `${parsed.reason} A licence is an SPDX expression, "NONE" or "NOASSERTION".`);
      if (entry.requested !== undefined && entry.pin === undefined)
        tell(at('requested'), 'How firm a request is depends on its kind: say its "pin" too.');
    }
  }
}

function caseOf(one: CaseEntry, asOf: string): PolicyCase {
  return {
    name: one.name,
    given: one.given.map(givenOf),
    baseline: one.baseline?.map(givenOf) ?? null,
    asOf: one.asOf ?? asOf,
    policy: one.policy ?? null,
    expected: one.expect,
  };
}

const someText = 'Copyright (c) the authors. See the licence.';

/** What a case leaves out is what gives no finding: a digest, a permissive licence, a text of it. */
function givenOf(written: GivenEntry): Given {
  const {
    locked,
    credential,
    license = 'MIT',
    usage = 'deployed',
    licenseText = someText,
    ...entry
  } = written;
  const parsed = parseExpression(license);
  return {
    ...entry,
    usage,
    ...(licenseText === '' ? {} : { licenseText }),
    pin: entry.pin ?? 'digest',
    license: parsed.is === 'expression' ? printExpression(parsed.expression) : license,
    locked: locked === 'true',
    credential: credential === 'true',
  };
}
