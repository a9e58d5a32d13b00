import * as z from 'zod';
import type { Baseline, BaselineComponent } from './baseline.ts';
import { ReportError } from './json-1.ts';
import { compareText } from './location.ts';
import { pins } from './pin.ts';
import type { Report, ReportComponent } from './report.ts';

// The file that `baseline write` makes and a repository keeps: one line a finding and one a component, so that a change
// to it reads as what it accepts.

const text = z.string();
const orNull = <T extends z.ZodType>(schema: T) => z.nullable(schema);

const finding = z.strictObject({
  rule: text,
  /** Key of the component, or `null` for a finding about a file or the scan. */
  component: orNull(text),
  path: text,
  fingerprint: z.string().regex(/^[0-9a-f]{64}$/),
});

const component = z.strictObject({
  key: text,
  ref: text,
  version: orNull(text),
  digest: orNull(text),
  commit: orNull(text),
  pin: orNull(z.enum(pins)),
  hashes: z.array(text),
  license: text,
  ranges: z.array(text),
});

/** The schema of a baseline file, `fineprint-baseline/1`. */
const baselineSchema = z.strictObject({
  schema: z.literal('fineprint-baseline/1'),
  findings: z.array(finding),
  components: z.array(component),
});
export type BaselineFile = z.infer<typeof baselineSchema>;

/** What later scans are measured by: the findings of a report that are open, and its components. */
export function baselineFileOf({ findings, components }: Report): BaselineFile {
  const keys = new Map(components.map(({ ref, key }) => [ref, key]));
  const open = findings.filter(({ waiver }) => waiver === null);
  const lines = open.map(({ rule, ref, locations, fingerprint }) => ({
    rule,
    component: keys.get(ref ?? '') ?? null,
    path: locations[0].path,
    fingerprint,
  }));
  const distinct = new Map(lines.map((line) => [line.fingerprint, line]));
  return {
    schema: 'fineprint-baseline/1',
    findings: [...distinct.values()].sort(
      (a, b) =>
        compareText(a.rule, b.rule) ||
        compareText(a.component ?? '', b.component ?? '') ||
        compareText(a.path, b.path) ||
        compareText(a.fingerprint, b.fingerprint),
    ),
    components: components.map(rememberedOf),
  };
}

function rememberedOf({
  key,
  ref,
  version,
  digest,
  commit,
  pin,
  hashes,
  license: { concluded, ranges },
}: ReportComponent): BaselineFile['components'][number] {
  const license = concluded.expression ?? (concluded.is === 'none' ? 'NONE' : 'NOASSERTION');
  const expressions = new Set(ranges.map(({ expression }) => expression));
  return { key, ref, version, digest, commit, pin, hashes: [...hashes], license, ranges: [...expressions] };
}

/** Writes a baseline file as JSON, one finding and one component a line. */
export function* writeBaseline({ schema, findings, components }: BaselineFile): Iterable<string> {
  yield `{\n  "schema": ${JSON.stringify(schema)},\n`;
  yield* lines('findings', findings);
  yield ',\n';
  yield* lines('components', components);
  yield '\n}\n';
}

function* lines(name: string, items: readonly object[]): Iterable<string> {
  yield `  ${JSON.stringify(name)}: [`;
  for (const [index, item] of items.entries()) yield `${index > 0 ? ',' : ''}\n    ${JSON.stringify(item)}`;
  yield items.length > 0 ? '\n  ]' : ']';
}

/** Reads a baseline file; `name` is how reports call it. Throws a `ReportError` that names the field which has not its form. */
export function readBaseline(value: unknown, name: string): Baseline {
  const parsed = baselineSchema.safeParse(value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new ReportError(
      `The baseline does not have its form: ${issue?.path.join('.') || 'it'}: ${issue?.message}`,
      { cause: parsed.error },
    );
  }
  return baselineOf(parsed.data, name);
}

/** A baseline as `evaluate` measures by it. */
export function baselineOf({ findings, components }: BaselineFile, name: string): Baseline {
  const remembered: readonly BaselineComponent[] = components;
  return {
    name,
    fingerprints: new Set(findings.map(({ fingerprint }) => fingerprint)),
    components: Map.groupBy(remembered, ({ key }) => key),
  };
}
