import { levels, pins, usages } from '@fineprint/core';
import * as z from 'zod';

const place = z.object({
  path: z.string(),
  line: z.int(),
  column: z.int(),
  endLine: z.int(),
  endColumn: z.int(),
});

/** A component as one of the reports has it; the first of its places are listed. */
const state = z.object({
  key: z.string(),
  ref: z.string(),
  kind: z.string(),
  name: z.string(),
  version: z.string().nullable(),
  digest: z.string().nullable(),
  commit: z.string().nullable(),
  requested: z.string().nullable(),
  pin: z.enum(pins).nullable(),
  usage: z.enum(usages).nullable(),
  license: z.string(),
  class: z.string().nullable(),
  ranges: z.array(z.object({ versions: z.string(), expression: z.string() })),
  locations: z.array(place),
});

/** A component that changed: `before` or `after` is empty where it came, went, or has a further version. */
export const componentChange = z.object({
  key: z.string(),
  kind: z.string(),
  name: z.string(),
  aspects: z.array(z.enum(['version', 'pin', 'license'])),
  before: z.array(state),
  after: z.array(state),
});

/** A finding that only one of the reports has open. */
export const findingChange = z.object({
  finding: z.object({
    rule: z.string(),
    level: z.enum(levels),
    ref: z.string().nullable(),
    message: z.string(),
    remedy: z.string(),
    locations: z.array(z.object({ path: z.string(), line: z.int() })),
    fingerprint: z.string(),
  }),
  /** Whether the other report has it as well, but waived. */
  waived: z.boolean(),
});

/** What the store keeps of a comparison as a whole. */
export const comparisonHead = z.object({
  /** Sentences: why a difference may come from the scans and not from what was scanned. */
  doubts: z.array(z.string()),
  counts: z.object({
    added: z.int(),
    removed: z.int(),
    /** Of those that both have. */
    changed: z.int(),
    /** Of the changed ones those whose licence did, the others whose pin did, and the rest. */
    license: z.int(),
    pin: z.int(),
    version: z.int(),
    opened: z.int(),
    closed: z.int(),
  }),
});
