import { levels } from '@fineprint/core';
import * as z from 'zod';
import type { FindingState, Outcome } from '../store/tables.ts';
import { outcomes } from './outcomes.ts';
import { isoTime } from './time.ts';

const place = z.object({
  path: z.string(),
  line: z.int(),
  column: z.int(),
  /** How the component is named there. */
  text: z.string().optional(),
});

/** What the store keeps of a finding beside its columns. */
const detail = z.object({
  remedy: z.string(),
  /** How many places it has; the first of them are listed. */
  places: z.int(),
  locations: z.array(place),
  frame: z.string().optional(),
  waiver: z.object({ id: z.string(), reason: z.string(), expires: z.string() }).optional(),
});

/** A finding as the API shows it. */
export const findingSchema = z.object({
  id: z.string(),
  /** The question that it is part of. */
  group: z.string(),
  rule: z.string(),
  level: z.enum(levels),
  state: z.enum(['open', 'approved', 'rejected', 'needs-information', 'false-positive', 'waived']),
  ref: z.string().nullable(),
  message: z.string(),
  firstSeenAt: z.iso.datetime(),
  /** What settles it; `isInherited` where that was decided before the finding was first seen. */
  decision: z
    .object({
      id: z.string(),
      outcome: outcomes,
      decidedBy: z.string(),
      decidedAt: z.iso.datetime(),
      reason: z.string(),
      expiresAt: z.iso.datetime().nullable(),
      isInherited: z.boolean(),
      /** The `ref` that the component had when it was decided; `null` where it is the same, or not known. */
      inheritedFrom: z.string().nullable(),
    })
    .nullable(),
  ...detail.shape,
});

/** What a query over findings selects of the decision that settles each, with the version, as `inherited`, that it came from. */
export const decidedColumns = [
  'decision.uid as decisionUid',
  'decision.outcome',
  'decision.decidedBy',
  'decision.decidedAt',
  'decision.reason',
  'decision.expiresAt',
  'inherited.ref as inheritedFrom',
] as const;

interface FindingRow {
  readonly uid: string;
  readonly groupUid: string;
  readonly rule: string;
  readonly severity: number;
  readonly state: FindingState;
  readonly ref: string | null;
  readonly message: string;
  readonly firstSeenAt: number;
  readonly detail: string;
  readonly decisionUid: string | null;
  readonly outcome: Outcome | null;
  readonly decidedBy: string | null;
  readonly decidedAt: number | null;
  readonly reason: string | null;
  readonly expiresAt: number | null;
  readonly inheritedFrom: string | null;
}

/** A row of findings as the API shows it. */
export function toFinding(row: FindingRow): z.infer<typeof findingSchema> {
  const { uid, groupUid, rule, severity, state, ref, message, firstSeenAt } = row;
  return {
    id: uid,
    group: groupUid,
    rule,
    level: levelOf(severity),
    state,
    ref,
    message,
    firstSeenAt: isoTime(firstSeenAt),
    decision: decisionOf(row),
    ...detail.parse(JSON.parse(row.detail)),
  };
}

function decisionOf({ decisionUid: id, decidedAt, firstSeenAt, expiresAt, ...row }: FindingRow) {
  const { outcome, decidedBy, reason, inheritedFrom } = row;
  if (id === null || outcome === null || decidedBy === null || decidedAt === null || reason === null)
    return null;
  return {
    id,
    outcome,
    decidedBy,
    decidedAt: isoTime(decidedAt),
    reason,
    expiresAt: expiresAt === null ? null : isoTime(expiresAt),
    isInherited: decidedAt < firstSeenAt,
    inheritedFrom,
  };
}

/** A severity of the store as the level that it stands for. */
export function levelOf(severity: number): (typeof levels)[number] {
  return levels[levels.length - 1 - severity] ?? 'note';
}
