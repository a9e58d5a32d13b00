import * as z from 'zod';
import { evidenceMethods } from '../license/evidence.ts';
import { contentAnswers } from './content-state.ts';
import { levels } from './finding.ts';
import { fixSchema } from './fix-schema.ts';
import { lockAnswers } from './lock.ts';
import { pins } from './pin.ts';
import { type ProblemCode, problemEffects } from './problem.ts';
import type { Report } from './report.ts';
import { scopes, usages } from './usage.ts';

// The published schema of `json-1`. Objects are loose: a later minor version may add fields, never change them.

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const path = z.string().check(
  z.refine((text) => !text.startsWith('/') && !text.split('/').includes('..'), {
    error: 'A path is relative to the root and stays inside it.',
  }),
);
const position = z.int().min(1);
const place = { path, line: position, column: position, endLine: position, endColumn: position };
const location = z.looseObject(place);
const text = z.string();
const orNull = <T extends z.ZodType>(schema: T) => z.nullable(schema);
const total = z.int().min(0);
const counts = z.array(z.looseObject({ name: text, count: z.int() }));
const codes = z.enum(Object.keys(problemEffects) as [ProblemCode, ...ProblemCode[]]);

const covers = z.enum(['artifact', 'main-software', 'application']);

const evidence = z.looseObject({
  expression: text,
  covers,
  method: z.enum(evidenceMethods),
  acknowledgement: z.enum(['declared', 'observed']),
  source: text,
  verified: z.boolean(),
  confidence: z.number().min(0).max(1),
  versions: z.exactOptional(text),
  text: z.exactOptional(sha256),
  note: z.exactOptional(text),
});

const reason = { because: text, confidence: z.number(), evidence: z.array(evidence) };
const concluded = z.discriminatedUnion('is', [
  z.looseObject({ is: z.literal('expression'), expression: text, covers, ...reason }),
  z.looseObject({ is: z.literal('none'), expression: z.null(), covers, ...reason }),
  z.looseObject({ is: z.literal('no-assertion'), expression: z.null(), covers: z.null(), ...reason }),
]);

const license = z.looseObject({
  declared: orNull(text),
  observed: z.array(evidence),
  concluded,
  ranges: z.array(z.looseObject({ versions: text, expression: text, evidence: z.array(evidence) })),
  effective: orNull(text),
  class: orNull(text),
  notices: z.exactOptional(z.array(z.looseObject({ source: text, text: sha256 }))),
  gap: z.exactOptional(text),
  evidenceGap: z.exactOptional(text),
});

const verdict = { pin: orNull(z.enum(pins)), usage: z.enum(usages), scope: z.enum(scopes) };

const occurrence = z.looseObject({
  ...place,
  in: orNull(text),
  text,
  requested: orNull(text),
  ...verdict,
  ecosystem: text,
  unit: text,
  address: text,
  claimed: orNull(text),
  via: z.array(location),
  requestedAs: z.exactOptional(z.enum(['version', 'tag', 'git-ref'])),
  locked: z.exactOptional(z.literal(true)),
  lock: z.exactOptional(z.looseObject({ path, says: z.enum(lockAnswers), hashes: z.record(text, total) })),
  unresolved: z.exactOptional(z.enum(['name', 'version'])),
  credential: z.exactOptional(z.literal(true)),
  upstream: z.exactOptional(
    z.looseObject({
      tags: z.array(text),
      isReachable: z.exactOptional(z.boolean()),
      claimedCommit: z.exactOptional(text),
      tagDigest: z.exactOptional(text),
    }),
  ),
  content: z.exactOptional(
    z.looseObject({
      path,
      says: z.enum(contentAnswers),
      locked: z.exactOptional(text),
      found: z.exactOptional(text),
      copy: z.exactOptional(path),
      moved: z.exactOptional(z.looseObject({ from: text, to: text })),
      version: z.exactOptional(text),
    }),
  ),
  heldAt: z.exactOptional(location),
});

const component = z.looseObject({
  key: text,
  ref: text,
  purl: orNull(text),
  proposedPurl: orNull(text),
  kind: text,
  name: text,
  subpath: z.exactOptional(text),
  type: text,
  source: orNull(text),
  assumedSource: z.exactOptional(text),
  supplier: orNull(text),
  version: orNull(text),
  digest: orNull(text),
  commit: orNull(z.string().regex(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/)),
  hashes: z.array(text),
  requested: orNull(text),
  ...verdict,
  license,
  occurrences: z.tuple([occurrence], occurrence),
});

const waiver = z.looseObject({
  id: text,
  reason: text,
  owner: orNull(text),
  expires: text,
  ticket: z.exactOptional(text),
  isInline: z.exactOptional(z.literal(true)),
});
const finding = z.looseObject({
  rule: text,
  level: z.enum(levels),
  ref: orNull(text),
  message: text,
  remedy: text,
  locations: z.tuple([location], location),
  fingerprint: sha256,
  state: orNull(z.enum(['new', 'known'])),
  waiver: orNull(waiver),
  fix: fixSchema(path),
  expression: z.exactOptional(text),
  frame: z.exactOptional(text),
});

const knownWaiver = z.looseObject({
  id: text,
  rules: z.tuple([text], text),
  component: orNull(text),
  path: orNull(text),
  reason: text,
  owner: orNull(text),
  expires: text,
  ticket: orNull(text),
  versions: z.exactOptional(text),
  license: z.exactOptional(text),
  texts: z.exactOptional(z.array(sha256)),
  from: text,
  location: orNull(location),
  line: z.exactOptional(z.looseObject({ path, line: position })),
  isInForce: z.boolean(),
  isApplied: z.boolean(),
  findings: total,
  lapsed: total,
});

/** The schema of the report `json-1`; `packages/core/schema/report-1.schema.json` is generated from it. */
export const reportSchema = z.looseObject({
  schema: z.literal('fineprint-report/1'),
  tool: z.looseObject({ name: text, version: text }),
  root: z.looseObject({ name: text, commit: orNull(text), remote: orNull(text) }),
  scan: z.looseObject({
    asOf: text,
    online: z.boolean(),
    policy: z.looseObject({
      names: z.array(text),
      sha256: text,
      from: text,
      rules: z.exactOptional(
        z.array(z.looseObject({ id: text, level: z.enum(levels), title: z.exactOptional(text) })),
      ),
    }),
    facts: z.looseObject({ version: text, sha256: text }),
    excluded: z.array(text),
    only: z.array(text),
    baseline: orNull(text),
    failOn: z.exactOptional(z.enum([...levels, 'none'])),
    strict: z.exactOptional(z.literal(true)),
  }),
  complete: z.boolean(),
  coverage: z.looseObject({
    files: z.looseObject({ seen: total, claimed: total, read: total }),
    references: z.looseObject({ seen: total, resolved: total, licensed: total, pinned: total }),
  }),
  units: z.array(z.looseObject({ ref: text, kind: text, path: text, owners: z.array(text) })),
  components: z.array(component),
  dependencies: z.array(
    z.looseObject({ ref: text, dependsOn: z.array(text), complete: z.exactOptional(z.boolean()) }),
  ),
  findings: z.array(finding),
  waivers: z.exactOptional(z.array(knownWaiver)),
  problems: z.array(z.looseObject({ code: codes, message: text, location: orNull(location) })),
  texts: z.record(sha256, text),
  summary: z.looseObject({
    components: total,
    occurrences: total,
    findings: z.looseObject({
      error: total,
      warning: total,
      note: total,
      waived: total,
      known: z.exactOptional(total),
    }),
    kinds: z.array(
      z.looseObject({
        kind: text,
        title: text,
        components: total,
        occurrences: total,
        licensed: total,
        pins: counts,
      }),
    ),
    classes: counts,
    curated: z.exactOptional(total),
    pins: counts,
    problems: counts,
  }),
});

/** How much of a document `isReport` looks at, in characters: what a document is stands at its beginning. */
export const reportBeginning = 4_096;

/** Whether a document says that it is a report of ours. */
export function isReport(text: string): boolean {
  return reportHead.test(text.slice(0, reportBeginning));
}

const reportHead = /"schema"\s{0,16}:\s{0,16}"fineprint-report\//;

/** Reads a `json-1` report, whoever wrote it; throws a `ReportError` that names the field which has not its form. */
export function readReport(json: string): Report {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch (cause) {
    throw new ReportError(`The report is no JSON: ${cause instanceof Error ? cause.message : cause}`, {
      cause,
    });
  }
  return inForm(reportSchema, value, []);
}

/** A part of a report that stands at a path in it; throws a `ReportError` that names the field which has not its form. */
export function inForm<T>(schema: z.ZodType<T>, value: unknown, at: readonly (string | number)[]): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const path = [...at, ...(issue?.path ?? [])].join('.');
  throw new ReportError(`The report does not have the form of json-1: ${path || 'it'}: ${issue?.message}`, {
    cause: parsed.error,
  });
}

/** A text that is no `json-1` report. */
export class ReportError extends Error {
  override readonly name = 'ReportError';
}
