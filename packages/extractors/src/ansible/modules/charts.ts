import {
  chartParts,
  entries,
  gitParts,
  items,
  mapOf,
  partOf,
  type Reference,
  type Resolved,
  type ResolvedText,
  referenceFact,
  scalarOf,
  togetherWith,
} from '@fineprint/core';
import { filledReference, namedMaps } from '../fill.ts';
import { framesOfLoop, type LoopFrame } from '../loop.ts';
import { taskLists } from '../set-facts.ts';
import { isRemoval, type ModuleReader, referenceAt } from './call.ts';

/** URLs of chart repositories by the names under which tasks of the same file add them. */
export type ChartRepositories = ReadonlyMap<string, ResolvedText>;

/** Finds what `kubernetes.core.helm_repository` adds, wherever in the file it stands. */
export function chartRepositories(frame: LoopFrame, tasks: readonly Resolved[]): ChartRepositories {
  const found = new Map<string, ResolvedText>();
  const pending = [...tasks];
  for (let task = pending.pop(); task; task = pending.pop()) {
    for (const block of taskLists) pending.push(...items(task, block));
    const map = mapOf(task);
    const args = map && entries(map).find(({ key }) => /(?:^|\.)helm_repository$/.test(key.text))?.value;
    for (const round of map && args ? framesOfLoop(frame, map) : []) {
      for (const each of args?.is === 'scalar' ? namedMaps(round, args) : [args]) {
        const [name, url] = [scalarOf(each, 'name'), scalarOf(each, 'repo_url') ?? scalarOf(each, 'url')];
        if (name && url)
          found.set(filledReference(round, name).resolved.text, filledReference(round, url).resolved);
      }
    }
  }
  return found;
}

/** Why a chart is not known whose repository was added elsewhere, or nowhere. */
export const noRepository = 'No task adds the repository that the chart is of.';

/** Reads `kubernetes.core.helm`: a chart by name from a repository, by `oci://` address, or behind a URL. */
export function* readHelm(call: Parameters<ModuleReader>[0]): ReturnType<ModuleReader> {
  const chart = referenceAt(call, 'chart_ref', 'chart');
  if (!chart || isRemoval(call) || isPath.test(chart.resolved.text)) return;
  const version = referenceAt(call, 'chart_version', 'version')?.resolved ?? null;
  const repository = referenceAt(call, 'chart_repo_url')?.resolved ?? null;
  const named = namedChart(chart, repository, call.repositories);
  const parts = chartParts(call.site.file, { ...named, version });
  const isKnown = named.repository !== null || /^(?:oci|https?):/.test(named.chart.text) || parts.unresolved;
  yield referenceFact(
    call.site,
    chart,
    isKnown ? parts : { ...parts, unresolved: { part: 'name', because: noRepository } },
  );
}

const isPath = /^(?:\.{0,2}\/|~|[\w./-]+\.tgz$)/;

/** `name/chart` is of the repository that was added by that name. */
function namedChart(
  { resolved }: Reference,
  repository: ResolvedText | null,
  repositories: ChartRepositories,
): { readonly chart: ResolvedText; readonly repository: ResolvedText | null } {
  const slash = resolved.text.indexOf('/');
  const added = repository ? undefined : repositories.get(resolved.text.slice(0, Math.max(slash, 0)));
  if (!added) return { chart: resolved, repository };
  return { chart: partOf(resolved, { start: slash + 1, end: resolved.text.length }), repository: added };
}

/** Reads `kubernetes.core.helm_plugin`: the repository of a plugin. */
export function* readHelmPlugin(call: Parameters<ModuleReader>[0]): ReturnType<ModuleReader> {
  const plugin = referenceAt(call, 'plugin_path');
  if (!plugin || isRemoval(call) || isPath.test(plugin.resolved.text)) return;
  const version = referenceAt(call, 'plugin_version')?.resolved ?? null;
  const parts = gitParts(call.site.file, plugin.resolved, version);
  if (parts) yield referenceFact(call.site, togetherWith(plugin, version), { ...parts, kind: 'helm-plugin' });
}
