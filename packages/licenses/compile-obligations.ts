import type { LicenseClass } from '@fineprint/core';
import { type ObligationId, obligationIds } from './src/obligations.ts';
import type { CompiledObligations } from './src/obligations-of.ts';

/** What a license asks, each with its source: `text: …` (words of the license itself), a list, or `judgement`. */
export type Asks = Readonly<Partial<Record<ObligationId, string>>>;

/**
 * A line of `facts/obligations.jsonl`: what the licenses of a class ask; all that one license asks; what one asks besides
 * its class; or why nobody can say it.
 */
export type ObligationLine =
  | { readonly class: LicenseClass; readonly asks: Asks }
  | { readonly class: LicenseClass; readonly unstated: string }
  | { readonly id: string; readonly asks: Asks }
  | { readonly id: string; readonly adds: Asks }
  | { readonly id: string; readonly unstated: string };

/** Compiles what each license asks: its own line, else that of its class. */
export function compileObligations(
  lines: readonly ObligationLine[],
  classes: readonly { readonly id: string; readonly class: LicenseClass }[],
): CompiledObligations {
  const sources: string[] = [];
  const places = new Map<string, number>();
  const placeOf = (source: string) => {
    const place = places.get(source) ?? sources.push(source) - 1;
    places.set(source, place);
    return place;
  };
  const of = classes
    .toSorted((one, other) => (one.id < other.id ? -1 : 1))
    .map(({ id, class: class_ }) => {
      const asks = asksOf(id, class_, lines);
      if (typeof asks === 'string') return [id, asks] as const;
      const written = obligationIds.flatMap((obligation, place) => {
        const source = asks[obligation];
        return source === undefined ? [] : [[place, placeOf(source)] as const];
      });
      return [id, written] as const;
    });
  return { format: 'fineprint-obligations/1', ids: obligationIds, sources, of };
}

function asksOf(id: string, class_: LicenseClass, lines: readonly ObligationLine[]): Asks | string {
  const own = lines.find((line) => 'id' in line && line.id === id);
  if (own !== undefined && 'asks' in own) return own.asks;
  if (own !== undefined && 'unstated' in own) return own.unstated;
  const ofClass = lines.find((line) => 'class' in line && line.class === class_);
  if (ofClass === undefined) throw new Error(`Nothing is said of the class ${class_}.`);
  if ('unstated' in ofClass) return ofClass.unstated;
  if (!('asks' in ofClass)) throw new Error(`The line of the class ${class_} asks nothing.`);
  const known = Object.entries(ofClass.asks).map(([ask]) => [ask, `judgement: as ${class_} licenses do`]);
  return { ...Object.fromEntries(known), ...(own?.adds ?? {}) };
}
