import { printable, type Report, type ReportComponent } from '@fineprint/core';
import { hang } from '@fineprint/report';
import type { ExplanationLook } from './license.ts';

/** Why a component is there: what needs it, what it needs in turn as far as that is known, and every place that names it. */
export function* placeLines(
  component: ReportComponent,
  report: Report,
  look: ExplanationLook,
): Iterable<string> {
  yield* edgeLines(component, report, look);
  yield* occurrenceLines(component, report, look);
}

function* edgeLines(
  { ref }: ReportComponent,
  { dependencies, components }: Report,
  { ink, width }: ExplanationLook,
): Iterable<string> {
  const own = dependencies.find((each) => each.ref === ref);
  const refs = new Set(components.map((each) => each.ref));
  const needing = dependencies.filter((each) => refs.has(each.ref) && each.dependsOn.includes(ref));
  const line = (label: string, text: string) =>
    `  ${ink.dim(label.padEnd(9))} ${hang(printable(text), width, 12)}`;
  if (own) yield line('needs', needsOf(own));
  if (needing.length > 0) yield line('needed by', listed(needing.map((each) => each.ref)));
  if (own || needing.length > 0) yield '';
}

function needsOf({ dependsOn, complete }: Report['dependencies'][number]): string {
  const named = listed(dependsOn);
  if (complete === undefined) return `${named}; whether there are more is not known`;
  if (complete) return dependsOn.length === 0 ? 'nothing further' : `${named}, and nothing else`;
  return dependsOn.length === 0 ? 'what is not known' : `${named}, and more that is not known`;
}

// Nobody reads more of them in a line, and the report has all.
const mostTold = 6;

function listed(refs: readonly string[]): string {
  const more = refs.length - mostTold;
  return more > 0 ? `${refs.slice(0, mostTold).join(', ')} and ${more} more` : refs.join(', ');
}

function* occurrenceLines(
  { occurrences }: ReportComponent,
  { units }: Report,
  { ink, width }: ExplanationLook,
): Iterable<string> {
  yield `  ${ink.dim('places')}`;
  const byRef = new Map(units.map((unit) => [unit.ref, unit]));
  for (const occurrence of occurrences) {
    const { path, line, column, text, address, unit, usage, via, claimed } = occurrence;
    const owner = byRef.get(unit);
    const holder = occurrence.in ?? (owner ? `${owner.kind} ${owner.path}` : null);
    const where = holder === null ? '' : ` in ${printable(holder)}`;
    const place = `${printable(path)}:${line}:${column}`;
    const written = printable(text);
    const told = `${printable(address)}${where}, ${usage}`;
    const isBeside = place.length + written.length + told.length + 8 <= width;
    const gap = isBeside ? '  ' : '\n      ';
    yield `    ${ink.at(place, path)}${gap}${hang(written, width, 6)}${gap}${ink.dim(hang(told, width, 6))}`;
    if (claimed !== null) yield `      claims ${printable(claimed)}`;
    for (const place of via) yield `      through ${printable(place.path)}:${place.line}:${place.column}`;
  }
}
