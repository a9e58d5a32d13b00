import type * as z from 'zod';
import {
  type Extent,
  elementsOf,
  isArray,
  JsonExtentError,
  membersOf,
  wholeExtent,
} from '../read/json-extents.ts';
import { inForm, ReportError, reportSchema } from './json-1.ts';
import type { Report, ReportComponent, ReportFinding } from './report.ts';

// The lists that grow with the repository; whatever else a report holds is read whole.
const { units, dependencies, components, findings } = reportSchema.shape;
const lists = { units, dependencies, components, findings } as const;

/** A report without its long lists. */
export type ReportHead = Omit<Report, keyof typeof lists>;

/** What takes the elements of a report: all components, and then all findings, each in the order of the report. */
export interface ListTaker {
  component(component: ReportComponent): void;
  finding(finding: ReportFinding): void;
}

/**
 * Reads a `json-1` report (UTF-8) one element at a time, in a small part of the memory that the whole takes, and answers what
 * is in none of its lists. Throws a `ReportError` for whatever `readReport` does; what stands before that was given away.
 */
export function readReportLists(json: Buffer, taker: ListTaker): ReportHead {
  try {
    // Of two members of one name the last one counts, as for `JSON.parse`.
    const members = new Map<string, Extent>();
    for (const { name, value } of membersOf(json, wholeExtent(json)))
      members.set(String(valueAt(json, name)), value);
    const head = headOf(json, members);
    const each = <T>(list: keyof typeof lists, schema: z.ZodType<T>, take: (element: T) => void) => {
      let index = 0;
      for (const extent of elementsOf(json, placeIn(members, list)))
        take(inForm(schema, valueAt(json, extent), [list, index++]));
    };
    each('units', units.element, () => undefined);
    each('dependencies', dependencies.element, () => undefined);
    each('components', components.element, taker.component);
    each('findings', findings.element, taker.finding);
    return head;
  } catch (cause) {
    if (cause instanceof JsonExtentError || cause instanceof SyntaxError)
      throw new ReportError(`The report is no JSON: ${cause.message}`, { cause });
    throw cause;
  }
}

/** The report as if its lists were empty; throws a `ReportError` where a list is none. */
function headOf(json: Buffer, members: ReadonlyMap<string, Extent>): ReportHead {
  const values = [...members].map(([name, extent]) => [
    name,
    Object.hasOwn(lists, name) && isArray(json, extent) ? [] : valueAt(json, extent),
  ]);
  const {
    units: _u,
    dependencies: _d,
    components: _c,
    findings: _f,
    ...head
  } = inForm(reportSchema, Object.fromEntries(values), []);
  return head;
}

function placeIn(members: ReadonlyMap<string, Extent>, list: string): Extent {
  const place = members.get(list);
  if (!place) throw new Error(`The form of a report does not ask for "${list}".`);
  return place;
}

function valueAt(json: Buffer, { start, end }: Extent): unknown {
  return JSON.parse(json.toString('utf8', start, end));
}
