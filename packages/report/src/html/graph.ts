import type { PageComponent, PageData, PageLicense } from './page-data.ts';
import { classWords, kindLabel, wordOf } from './words.ts';

/** What a graph is made of. Nodes are counted: first the units, then the components. */
export interface GraphData extends Pick<PageData, 'units' | 'edges'> {
  readonly components: readonly GraphComponent[];
}

/** A component as a graph shows it. */
export interface GraphComponent extends Pick<PageComponent, 'ref' | 'name' | 'version' | 'kind'> {
  readonly license: Pick<PageLicense, 'expression' | 'class'>;
}

/** A node of the graph as it is drawn. */
export interface GraphNode {
  readonly id: string;
  readonly label: string;
  /** What it is, in a few words. */
  readonly about: string;
  /** Class of its licence, which colours it; `null` for parts of the repository. */
  readonly licenseClass: string | null;
}

/** What uses what: the repository uses sorts of units, those are units, and units use components. */
export interface Graph {
  readonly root: string;
  node(id: string): GraphNode | undefined;
  uses(id: string): readonly string[];
  usedBy(id: string): readonly string[];
  /** Tells whether a node stands for all units of a kind. */
  isSort(id: string): boolean;
  /** Whether what a node needs is known to be listed in full, or not at all. */
  knowledge(id: string): 'all' | 'some' | 'none';
}

const root = 'repository';
const sort = 'sort:';

/** Makes the graph of a report. Nodes are named by their `ref`. */
export function graphOf(data: GraphData, name: string): Graph {
  const { units, components, edges } = data;
  const all = [...units, ...components];
  const refOf = (node: number) => all[node]?.ref ?? '';
  const numbers = new Map(all.map(({ ref }, number) => [ref, number]));
  const uses = new Map(edges.map(({ from, to }) => [refOf(from), to.map(refOf)]));
  const complete = new Map(edges.map(({ from, complete: isAll }) => [refOf(from), isAll]));
  const usedBy = reversed(uses);
  const sorts = Map.groupBy(units, ({ kind }) => `${sort}${kind}`);
  const sortIds = [...sorts.keys()];
  const kindOfUnit = new Map(units.map(({ ref, kind }) => [ref, `${sort}${kind}`]));
  return {
    root,
    node: (id) => {
      if (id === root) return { id, label: name, about: 'This repository', licenseClass: null };
      const group = sorts.get(id);
      if (group !== undefined)
        return {
          id,
          label: capitalized(kindLabel(id.slice(sort.length))),
          about: `${group.length} in this repository`,
          licenseClass: null,
        };
      const number = numbers.get(id);
      return number === undefined ? undefined : nodeOf(number, data);
    },
    uses: (id) => (id === root ? sortIds : (sorts.get(id)?.map(({ ref }) => ref) ?? uses.get(id) ?? [])),
    isSort: (id) => sorts.has(id),
    usedBy: (id) => {
      if (id === root) return [];
      if (sorts.has(id)) return [root];
      const kind = kindOfUnit.get(id);
      return kind === undefined ? (usedBy.get(id) ?? []) : [kind, ...(usedBy.get(id) ?? [])];
    },
    knowledge: (id) =>
      id === root || sorts.has(id) || kindOfUnit.has(id) || complete.get(id)
        ? 'all'
        : uses.has(id)
          ? 'some'
          : 'none',
  };
}

function reversed(edges: ReadonlyMap<string, readonly string[]>): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const [from, targets] of edges) {
    for (const to of targets) {
      const sources = found.get(to);
      if (sources === undefined) found.set(to, [from]);
      else sources.push(from);
    }
  }
  return found;
}

function nodeOf(number: number, { units, components }: GraphData): GraphNode | undefined {
  const unit = units[number];
  if (unit !== undefined)
    return {
      id: unit.ref,
      label: unit.path === '.' ? 'The root directory' : unit.path,
      about: [kindLabel(unit.kind), ...unit.owners].join(' · '),
      licenseClass: null,
    };
  const component = components[number - units.length];
  if (component === undefined) return undefined;
  const { ref, name, version, license } = component;
  return {
    id: ref,
    label: version === undefined ? name : `${name} ${version}`,
    about: `${kindLabel(component.kind)} · ${license.expression ?? wordOf(classWords, license.class).label}`,
    licenseClass: license.class,
  };
}

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
