import { printable, type Report } from '@fineprint/core';
import { type Graph, graphOf } from './graph.ts';
import { classOf, shownVersion, wholeName } from './page-component.ts';
import { edgesOf, nodesOf, unitOf } from './write-data.ts';

export type { Graph, GraphNode } from './graph.ts';

/** Makes the graph of a report, as the HTML report shows it: what uses what, every text printable. */
export function graphOfReport(report: Report): Graph {
  const components = report.components.map((component) => {
    const { expression } = component.license.concluded;
    const version = shownVersion(component);
    return {
      ref: printable(component.ref),
      name: printable(wholeName(component)),
      ...(version === null ? {} : { version: printable(version) }),
      kind: component.kind,
      license: {
        class: classOf(component),
        ...(expression === null ? {} : { expression: printable(expression) }),
      },
    };
  });
  const edges = [...edgesOf(report, nodesOf(report))];
  return graphOf({ units: report.units.map(unitOf), components, edges }, printable(report.root.name));
}
