import {
  type Location,
  locate,
  placeWithin,
  type ResolvedText,
  type Span,
  substituteVariables,
  suppliedText,
  type Tree,
  type Written,
  writtenPlace,
} from '@fineprint/core';
import { readEnvironment, type Setting } from './environment.ts';
import type { ComposeFact, Scalar } from './facts.ts';

/** A scalar with its variables filled in from defaults and `.env`. */
export interface Filled<F extends Scalar = Scalar> {
  readonly fact: F;
  readonly resolved: ResolvedText;
  readonly environment: ReadonlyMap<string, Setting>;
  readonly via: readonly Location[];
}

/** Compose reads the `.env` that lies beside the file; the caller's own environment is nobody's to know. */
export function environmentOf(path: string, tree: Tree<ComposeFact>): ReadonlyMap<string, Setting> {
  const file = `${directoryOf(path)}.env`;
  return readEnvironment(file, tree.file(file));
}

/** Fills in the variables of a scalar. */
export function fill<F extends Scalar>(fact: F, environment: ReadonlyMap<string, Setting>): Filled<F> {
  if (fact.templated) return { fact, resolved: suppliedText(fact.text), environment, via: [] };
  const used: Location[] = [];
  const { resolved } = substituteVariables(fact.text, (name) => {
    const setting = environment.get(name);
    if (setting) used.push(setting.at);
    return setting?.value ?? null;
  });
  return { fact, resolved, environment, via: used };
}

/** Where a range of the filled text stands: in the Compose file, or in the setting of `.env` that supplied it. */
export function writtenAt(
  path: string,
  { fact, resolved, environment }: Filled,
  range: Span,
): Written | undefined {
  const place = fact.templated ? null : writtenPlace(resolved, range);
  if (!place) return suppliedAt(resolved, environment, range);
  if (!fact.verbatim) return { at: locate(path, fact.place), verbatim: false };
  return { at: locate(path, placeWithin(fact.place, place.start, place.end)), verbatim: place.verbatim };
}

function suppliedAt(
  { pieces }: ResolvedText,
  environment: ReadonlyMap<string, Setting>,
  { start, end }: Span,
): Written | undefined {
  let at = 0;
  for (const { is, text, via } of pieces) {
    const from = at;
    at += text.length;
    if (start < from || end > at || is !== 'supplied') continue;
    const setting = environment.get(via[0]?.name ?? '');
    if (!setting?.valueAt || setting.value !== text) return undefined;
    const place = placeWithin(setting.valueAt, start - from, end - from);
    return { at: locate(setting.at.path, place), verbatim: true };
  }
  return undefined;
}

/** The directory of a path, with its slash; empty for the root. */
export function directoryOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1);
}
