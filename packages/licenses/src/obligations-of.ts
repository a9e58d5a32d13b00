import { type Expression, type LicenseLeaf, leavesOf, printLeaf, type Usage } from '@fineprint/core';
import { type ObligationId, type Occasion, obligationIds, obligations, occasions } from './obligations.ts';

/** One thing that a license asks, and who says that it does. */
export interface Obligation {
  readonly id: ObligationId;
  /** A sentence that says what to do, or what not. */
  readonly says: string;
  readonly occasion: Occasion;
  /** The usages in which it can arise. */
  readonly usages: readonly Usage[];
  /** `text: …` quotes the license itself, `choosealicense.com: …` names a rule of that list; else it is this project's judgement. */
  readonly source: string;
}

/** What one license of an expression asks, or why nobody can say it. */
export type LicenseObligations = { readonly license: string; readonly exception: string | null } & (
  | { readonly is: 'stated'; readonly obligations: readonly Obligation[] }
  | { readonly is: 'unstated'; readonly because: string }
);

/** The compiled obligations; numbers point into `ids` and `sources`. */
export interface CompiledObligations {
  readonly format: 'fineprint-obligations/1';
  readonly ids: readonly ObligationId[];
  readonly sources: readonly string[];
  readonly of: readonly (readonly [
    license: string,
    asks: readonly (readonly [id: number, source: number])[] | string,
  ])[];
}

/** The obligations of every SPDX id and of the `LicenseRef-` ids that the facts use: each with its source, or the reason why they are unstated. */
export type ObligationsByLicense = ReadonlyMap<string, ReadonlyMap<ObligationId, string> | string>;

/** Reads the compiled obligations; throws where the text holds something else. */
export function readObligations(text: string): ObligationsByLicense {
  const { format, ids, sources, of }: CompiledObligations = JSON.parse(text);
  if (format !== 'fineprint-obligations/1')
    throw new Error('The file holds no compiled licence obligations.');
  const known = new Map<string, ReadonlyMap<ObligationId, string> | string>();
  for (const [license, asks] of of) {
    if (typeof asks === 'string') known.set(license, asks);
    else known.set(license, new Map(asks.map(([id, source]) => [at(ids, id), at(sources, source)])));
  }
  return known;
}

function at<T>(list: readonly T[], place: number): T {
  const item = list[place];
  if (item === undefined) throw new Error('The compiled licence obligations point to nothing.');
  return item;
}

/**
 * Says what each license of an expression asks in a usage (`null`: in any): of an `AND` all of them hold, of an `OR` one
 * is chosen first. An exception only takes away from what is said here.
 */
export function obligationsOf(
  known: ObligationsByLicense,
  expression: Expression,
  usage: Usage | null,
): readonly LicenseObligations[] {
  const leaves = new Map(leavesOf(expression).map((leaf) => [printLeaf(leaf), leaf]));
  return [...leaves.values()].map((leaf) => ofLeaf(known, leaf, usage));
}

function ofLeaf(known: ObligationsByLicense, leaf: LicenseLeaf, usage: Usage | null): LicenseObligations {
  const named = { license: printLeaf(leaf), exception: leaf.exception };
  const asks = known.get(leaf.id) ?? `Nobody has read the terms of ${leaf.id} here.`;
  if (typeof asks === 'string') return { ...named, is: 'unstated', because: asks };
  const all = obligationIds.flatMap((id): readonly Obligation[] => {
    const source = asks.get(id);
    if (source === undefined) return [];
    const { occasion, says } = obligations[id];
    return [{ id, says, occasion, usages: occasions[occasion].usages, source }];
  });
  return {
    ...named,
    is: 'stated',
    obligations: usage === null ? all : all.filter(({ usages }) => usages.includes(usage)),
  };
}
