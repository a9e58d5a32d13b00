import type { ReportComponent } from '@fineprint/core';
import type { Writing } from './component.ts';
import { observedLicenses } from './licenses.ts';

/** Why we believe what is said of a component: its identity, the places that name it, the licenses that were seen. */
export function evidenceOf(component: ReportComponent, writing: Writing): object | undefined {
  const evidence = {
    identity: identity(component, writing),
    occurrences: occurrences(component, writing),
    licenses: observedLicenses(component.license, writing),
  };
  return Object.values(evidence).some((part) => part !== undefined) ? evidence : undefined;
}

/** What a place says exactly; of what could not be evaluated nothing is claimed. */
function identity(
  { pin, purl, name, digest, occurrences: [first] }: ReportComponent,
  { version }: Writing,
): object | undefined {
  if (!version.has('identity') || pin === null) return undefined;
  const methods = [{ technique: 'manifest-analysis', confidence: 1, value: first.text }];
  const field = purl === null ? 'name' : 'purl';
  // Version 1.5 takes one, and no value with it.
  if (!version.has('identityList')) return { field, confidence: 1, methods };
  const named = { field, confidence: 1, concludedValue: purl ?? name, methods };
  return digest === null
    ? [named]
    : [named, { field: 'hash', confidence: 1, concludedValue: digest, methods }];
}

function occurrences(component: ReportComponent, { version }: Writing): readonly object[] | undefined {
  if (!version.has('occurrences')) return undefined;
  if (!version.has('occurrenceLines')) {
    const paths = new Set(component.occurrences.map(({ path }) => path));
    return [...paths].map((location) => ({ location }));
  }
  return component.occurrences.map(({ path, line, address, text }) => ({
    location: path,
    line,
    symbol: address,
    additionalContext: text,
  }));
}
