import * as z from 'zod';
import {
  type ClassName,
  classColumns,
  type PinName,
  pinColumns,
  type UseCounts,
} from '../../history/counts.ts';
import { isoDay } from '../../history/day.ts';

const counts = z.record(z.string(), z.int());

/** How something stood at the end of a day. */
export const pointSchema = z.object({
  day: z.iso.date(),
  components: z.int(),
  findings: z.object({ error: z.int(), warning: z.int(), note: z.int() }),
  /** Findings that wait for a decision. */
  open: z.int(),
  /** Components by the class of their licence. */
  classes: counts,
  /** Components by how firmly they are pinned. */
  pins: counts,
});

interface Row extends UseCounts {
  readonly day: number;
  readonly components: number;
  readonly errors: number;
  readonly warnings: number;
  readonly notes: number;
  readonly open: number;
}

/** A snapshot as the API tells it. */
export function toPoint(row: Row): z.infer<typeof pointSchema> {
  const { day, components, errors, warnings, notes, open } = row;
  return {
    day: isoDay(day),
    components: Number(components),
    findings: { error: Number(errors), warning: Number(warnings), note: Number(notes) },
    open: Number(open),
    classes: named<ClassName>(classColumns, row),
    pins: named<PinName>(pinColumns, row),
  };
}

function named<Name extends string>(columns: Readonly<Record<Name, keyof UseCounts>>, row: UseCounts) {
  const entries: readonly (readonly [string, keyof UseCounts])[] = Object.entries<keyof UseCounts>(columns);
  return Object.fromEntries(entries.map(([name, column]) => [name, Number(row[column])]));
}
