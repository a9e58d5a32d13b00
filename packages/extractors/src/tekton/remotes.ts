import {
  claimOf,
  downloadParts,
  type FileProblem,
  gitParts,
  imageReference,
  items,
  type Reference,
  type ReferenceFact,
  type ReferenceParts,
  type ReferenceSite,
  type Resolved,
  referenceFact,
  type ScalarNode,
  scalarOf,
  slotsAt,
  textOf,
  unresolvedPart,
  withClaim,
} from '@fineprint/core';
import { filled, type Parameters } from './parameters.ts';

/** Reads a `taskRef`, `pipelineRef` or step `ref` that is resolved from elsewhere; a name alone is of the cluster's own. */
export function* readRemote(
  site: ReferenceSite,
  ref: Resolved,
  parameters: Parameters,
): Iterable<ReferenceFact | FileProblem> {
  const bundle = scalarOf(ref, 'bundle');
  const asked = new Map<string, Reference>();
  const written = new Map<string, ScalarNode>();
  for (const parameter of items(ref, 'params')) {
    const value = scalarOf(parameter, 'value');
    const name = textOf(parameter, 'name') ?? '';
    if (!value || value.isNull) continue;
    written.set(name, value);
    asked.set(name, filled(site.file, value, parameters));
  }
  if (bundle) yield* bundleTask(site, filled(site.file, bundle, parameters), textOf(ref, 'name'));
  const resolver = scalarOf(ref, 'resolver');
  if (resolver) yield* resolved(site, resolver.text, asked, written.get('revision'));
}

function* resolved(
  site: ReferenceSite,
  resolver: string,
  asked: ReadonlyMap<string, Reference>,
  revision: ScalarNode | undefined,
): Iterable<ReferenceFact | FileProblem> {
  switch (resolver) {
    case 'bundles': {
      const bundle = asked.get('bundle');
      if (bundle) yield* bundleTask(site, bundle, asked.get('name')?.resolved.text);
      break;
    }
    case 'git':
      yield* gitTask(site, asked, revision);
      break;
    case 'hub':
      yield* hubTask(site, asked);
      break;
    case 'http': {
      const url = asked.get('url');
      const parts = url && downloadParts(site.file, url.resolved);
      if (url && parts) yield referenceFact(site, url, { ...parts, kind: 'tekton-task' });
      break;
    }
  }
}

/** A bundle is an artifact of a registry that holds tasks by their names. */
function* bundleTask(
  site: ReferenceSite,
  bundle: Reference,
  task: string | undefined,
): Iterable<ReferenceFact | FileProblem> {
  for (const fact of imageReference(site, bundle)) {
    if (fact.is === 'problem') yield fact;
    else
      yield {
        ...fact,
        kind: 'tekton-task',
        source: `oci://${fact.name}`,
        ...(task ? { subpath: task } : {}),
      };
  }
}

/** https://tekton.dev/docs/pipelines/git-resolver/: a URL, or an organisation and repository of the forge that is set up. */
function* gitTask(
  site: ReferenceSite,
  asked: ReadonlyMap<string, Reference>,
  written: ScalarNode | undefined,
): Iterable<ReferenceFact> {
  const url = asked.get('url');
  const named = url ?? asked.get('repo');
  const path = asked.get('pathInRepo')?.resolved.text;
  const revision = asked.get('revision')?.resolved ?? null;
  const parts = url ? gitParts(site.file, url.resolved, revision) : forgeParts(asked);
  if (!named || !parts) return;
  const claimed = withClaim(parts, written ? claimOf(site.file, written) : null);
  yield referenceFact(site, named, { ...claimed, kind: 'tekton-task', ...(path ? { subpath: path } : {}) });
}

function forgeParts(asked: ReadonlyMap<string, Reference>): ReferenceParts | null {
  const repository = asked.get('repo')?.resolved.text;
  if (repository === undefined) return null;
  const owner = asked.get('org')?.resolved.text ?? '';
  const revision = asked.get('revision')?.resolved.text;
  return {
    kind: 'tekton-task',
    name: [owner, repository].filter((part) => part !== '').join('/'),
    request: revision ? { is: 'git-ref', text: revision } : { is: 'nothing' },
    unresolved: {
      part: 'name',
      because: 'The forge that the cluster is set up for is not known from the repository.',
    },
    slots: [],
  };
}

/** https://tekton.dev/docs/pipelines/hub-resolver/: a task of a catalogue by name and version. */
function* hubTask(site: ReferenceSite, asked: ReadonlyMap<string, Reference>): Iterable<ReferenceFact> {
  const name = asked.get('name');
  if (!name) return;
  yield referenceFact(
    site,
    name,
    hubParts(site, name, asked.get('version'), asked.get('catalog')?.resolved.text),
  );
}

/** What a catalogue of a hub is asked for. */
export function hubParts(
  { file }: ReferenceSite,
  name: Reference,
  version: Reference | undefined,
  catalog = 'tekton-catalog-tasks',
): ReferenceParts {
  const { text } = name.resolved;
  const unnamed = unresolvedPart('name', name.resolved);
  return {
    kind: 'tekton-task',
    name: `${catalog}/${text}`,
    request: version ? { is: 'version', text: version.resolved.text } : { is: 'nothing' },
    ...(unnamed.unresolved ? unnamed : version ? unresolvedPart('version', version.resolved) : {}),
    slots: version
      ? slotsAt(file, 'version', version.resolved, { start: 0, end: version.resolved.text.length })
      : [],
  };
}
