import type { Graph } from '@fineprint/report/graph';
import { cut } from './cut.ts';
import type { Neighbour, Neighbours, Surroundings } from './documents.ts';

/** One node of a graph between what uses it and what it uses; the repository itself where none is named. */
export function surroundings(graph: Graph, at: string | null, most: number): Surroundings | null {
  const id = at ?? graph.root;
  const node = neighbour(graph, id);
  if (node === null) return null;
  const listed = (ids: readonly string[]): Neighbours => ({
    count: ids.length,
    items: ids.slice(0, most).flatMap((each) => neighbour(graph, each) ?? []),
  });
  return {
    isRoot: id === graph.root,
    node,
    usedBy: listed(graph.usedBy(id)),
    uses: listed(graph.uses(id)),
    knowledge: graph.knowledge(id),
  };
}

function neighbour(graph: Graph, id: string): Neighbour | null {
  const node = graph.node(id);
  if (node === undefined) return null;
  const { label, about, licenseClass } = node;
  // A sort says itself how many it stands for.
  const uses = graph.isSort(id) ? 0 : graph.uses(id).length;
  return { id, label: cut(label), about: cut(about), class: licenseClass, uses };
}
