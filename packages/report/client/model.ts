import type { PageComponent, PageData, PageFinding } from '../src/html/page-data.ts';
import { classWords, pinWords, usageWords, type Word, wordOf } from '../src/html/words.ts';

/** A component as tables and filters take it. */
export interface Row {
  readonly component: PageComponent;
  /** Its number among all nodes. */
  readonly node: number;
  /** Everything that a search looks at, in lower case. */
  readonly searched: string;
  readonly findings: readonly PageFinding[];
  readonly owners: readonly string[];
  readonly paths: readonly string[];
}

/** The report of the page with what is looked up in it. */
export interface Model {
  readonly data: PageData;
  readonly rows: readonly Row[];
  /** The row of a component, by the number of its node. */
  rowOf(node: number): Row | undefined;
  readonly nodeByRef: ReadonlyMap<string, number>;
}

/** Reads the data of the page. */
export function modelOf(data: PageData): Model {
  const byNode = Map.groupBy(data.findings, ({ node }) => node);
  const { units } = data;
  const rows = data.components.map((component, index): Row => {
    const node = units.length + index;
    const used = component.units.flatMap((unit) => units[unit] ?? []);
    return {
      component,
      node,
      searched: searchedIn(component),
      findings: byNode.get(node) ?? [],
      owners: [...new Set(used.flatMap(({ owners }) => owners))],
      paths: used.map(({ path }) => path),
    };
  });
  return {
    data,
    rows,
    rowOf: (node) => rows[node - units.length],
    nodeByRef: new Map([...units, ...data.components].map(({ ref }, node) => [ref, node])),
  };
}

function searchedIn({ name, version, kind, license, places, ref, identity }: PageComponent): string {
  const parts = [name, version, kind, license.expression, ref, identity.purl, ...places.map(({ at }) => at)];
  return parts.join('\n').toLowerCase();
}

/** Words for what a report names, each list in its own order. */
export const wordsOf: Readonly<Record<'class' | 'pin' | 'usage', Readonly<Record<string, Word>>>> = {
  class: classWords,
  pin: pinWords,
  usage: usageWords,
};

/** The label of a class, pin or usage. */
export function labelOf(list: keyof typeof wordsOf, name: string): string {
  return wordOf(wordsOf[list], name).label;
}

/** The place of a class, pin or usage in its order. */
export function rankOf(list: keyof typeof wordsOf, name: string): number {
  const place = Object.keys(wordsOf[list]).indexOf(name);
  return place < 0 ? Number.MAX_SAFE_INTEGER : place;
}
