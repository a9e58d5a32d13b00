import { printable, type Report } from '@fineprint/core';
import { shownLines } from '../shown-text.ts';
import { type Limits, textsWithin } from './limits.ts';
import { jsonForScript } from './markup.ts';
import { pageComponent } from './page-component.ts';
import type { PageData, PageEdge, PageFinding, PageUnit } from './page-data.ts';
import { type RuleGroup, stateOf } from './rule-groups.ts';

/** Writes the report for the page's script, a piece for each component: a large report is never in memory twice. */
export function* writeData(report: Report, groups: readonly RuleGroup[], limits: Limits): Iterable<string> {
  const nodes = nodesOf(report);
  const held = new Set(textsWithin(report, limits));
  const head: Pick<PageData, 'kinds' | 'units' | 'rules'> = {
    kinds: Object.fromEntries(report.summary.kinds.map(({ kind, title }) => [kind, title])),
    units: report.units.map(unitOf),
    rules: groups.map(({ id, title }) => ({ id, title })),
  };
  yield jsonForScript(head).slice(0, -1);
  yield* list('findings', findingsOf(groups, nodes));
  yield* list(
    'components',
    Iterator.from(report.components).map((component) => pageComponent(component, { nodes, limits, held })),
  );
  yield* list('edges', edgesOf(report, nodes));
  yield ',"texts":{';
  for (const [place, sha] of [...held].entries())
    yield `${place === 0 ? '' : ','}${jsonForScript(sha)}:${jsonForScript(shownLines(report.texts[sha] ?? '').join('\n'))}`;
  yield '}}';
}

function* list(name: keyof PageData, items: Iterable<object>): Iterable<string> {
  yield `,"${name}":[`;
  let separator = '\n';
  for (const item of items) {
    yield separator + jsonForScript(item);
    separator = ',\n';
  }
  yield ']';
}

/** Units, then components, by `ref`, with their numbers. */
export function nodesOf({ units, components }: Report): ReadonlyMap<string, number> {
  return new Map([...units, ...components].map(({ ref }, number) => [ref, number]));
}

/** A unit, every text of it printable. */
export function unitOf({ ref, kind, path, owners }: Report['units'][number]): PageUnit {
  return {
    ref: printable(ref),
    kind: printable(kind),
    path: printable(path),
    owners: owners.map(printable),
  };
}

function* findingsOf(
  groups: readonly RuleGroup[],
  nodes: ReadonlyMap<string, number>,
): Iterable<PageFinding> {
  for (const [rule, { findings }] of groups.entries()) {
    for (const { finding } of findings) {
      const node = finding.ref === null ? undefined : nodes.get(finding.ref);
      const about = node === undefined ? {} : { node };
      yield { rule, level: finding.level, ...about, state: stateOf(finding) };
    }
  }
}

/** What depends on what, by the numbers of the nodes. */
export function* edgesOf({ dependencies }: Report, nodes: ReadonlyMap<string, number>): Iterable<PageEdge> {
  for (const { ref, dependsOn, complete } of dependencies) {
    const from = nodes.get(ref);
    if (from === undefined) continue;
    const to = dependsOn.flatMap((each) => nodes.get(each) ?? []);
    yield complete === undefined ? { from, to } : { from, to, complete };
  }
}
