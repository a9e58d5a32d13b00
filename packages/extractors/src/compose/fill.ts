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
  /** Whether a variable is nothing but the tag of images in the file. */
  readonly isTag: (name: string) => boolean;
}

/** Compose reads the `.env` that lies beside the file; the caller's own environment is nobody's to know. */
export function environmentOf(path: string, tree: Tree<ComposeFact>): ReadonlyMap<string, Setting> {
  const file = `${directoryOf(path)}.env`;
  return readEnvironment(file, tree.file(file));
}

/** Fills in the variables of a scalar; `isTag` is asked for those of `.env`. */
export function fill<F extends Scalar>(
  fact: F,
  environment: ReadonlyMap<string, Setting>,
  isTag: (name: string) => boolean = () => false,
): Filled<F> {
  if (fact.templated) return { fact, resolved: suppliedText(fact.text), environment, via: [], isTag };
  const used: Location[] = [];
  const { resolved } = substituteVariables(fact.text, (name) => {
    const setting = environment.get(name);
    if (setting) used.push(setting.at);
    return setting?.value ?? null;
  });
  return { fact, resolved, environment, via: used, isTag };
}

/** Where a range of the filled text stands: in the Compose file, or in the setting of `.env` that supplied it. */
export function writtenAt(path: string, filled: Filled, range: Span): Written | undefined {
  const { fact, resolved } = filled;
  const place = fact.templated ? null : writtenPlace(resolved, range);
  if (!place) return suppliedAt(filled, range);
  if (!fact.verbatim) return { at: locate(path, fact.place), verbatim: false };
  const at = locate(path, placeWithin(fact.place, place.start, place.end));
  return { at, verbatim: place.verbatim, isVariable: place.via.length > 0 };
}

function suppliedAt(
  { resolved: { pieces }, environment, isTag }: Filled,
  { start, end }: Span,
): Written | undefined {
  let at = 0;
  for (const { is, text, via } of pieces) {
    const from = at;
    at += text.length;
    if (start < from || end > at || is !== 'supplied') continue;
    const name = via[0]?.name ?? '';
    const setting = environment.get(name);
    if (!setting?.valueAt || setting.value !== text) return undefined;
    const place = placeWithin(setting.valueAt, start - from, end - from);
    return { at: locate(setting.at.path, place), verbatim: true, isVariable: true, isShared: !isTag(name) };
  }
  return undefined;
}

/** The directory of a path, with its slash; empty for the root. */
export function directoryOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1);
}
