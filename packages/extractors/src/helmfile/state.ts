import {
  chartParts,
  type FileProblem,
  gitParts,
  items,
  type Node,
  partOf,
  type Reference,
  type ReferenceSite,
  type Resolved,
  type ResolvedText,
  referenceFact,
  type ScalarNode,
  type SourceFile,
  scalarOf,
  scalarReference,
  textOf,
  valuesImages,
  writtenScalar,
} from '@fineprint/core';
import type { HelmfileFact } from './facts.ts';
import { fallbacksIn, withFallbacks } from './fallbacks.ts';
import { readHooks } from './hooks.ts';
import { readStateValues } from './values.ts';

/** Reads one document of a state file (https://helmfile.readthedocs.io/en/latest/#configuration). */
export function* readState(file: SourceFile, root: Node): Iterable<HelmfileFact | FileProblem> {
  for (const repository of items(root, 'repositories')) yield* readRepository(file, repository);
  for (const base of items(root, 'bases'))
    if (base.is === 'scalar') yield { is: 'base', path: base.text, place: file.place(base) };
  for (const nested of items(root, 'helmfiles'))
    yield* readNested(file, scalarOf(nested) ?? scalarOf(nested, 'path'));
  yield* readStateValues(file, root);
  yield* readHooks({ file, address: '', usage: 'deployed' }, root);
  for (const release of items(root, 'releases')) yield* readRelease(file, release);
}

function* readRepository(file: SourceFile, repository: Resolved): Iterable<HelmfileFact> {
  const name = textOf(repository, 'name');
  const written = writtenScalar(repository, 'url');
  if (name === undefined || !written) return;
  const { resolved } = withFallbacks(written);
  const url = resolved.text;
  const place = file.place(repository);
  const isRegistry = textOf(repository, 'oci') === 'true' && !url.startsWith('oci://');
  // https://github.com/aslafy-z/helm-git
  const git = url.startsWith('git+') ? remoteParts(file, resolved) : null;
  if (git) {
    const { slots: _slots, ...from } = git;
    yield { is: 'repository', name, url, git: from, place };
  } else yield { is: 'repository', name, url: isRegistry ? `oci://${url}` : url, place };
}

/** A state file of a repository: `git::https://host/repository.git@path/helmfile.yaml?ref=v1`. */
function* readNested(file: SourceFile, path: ScalarNode | undefined): Iterable<HelmfileFact> {
  if (!path || path.isNull) return;
  const site: ReferenceSite = { file, address: `helmfiles.${path.text}`, usage: 'deployed' };
  const reference = scalarReference(path);
  const parts = remoteParts(file, reference.resolved);
  if (parts) yield referenceFact(site, reference, parts);
}

const remote =
  /^(?:git::|git\+)?(?<url>(?:https?|ssh):\/\/[^@?]{1,500}?(?:@[^@?/]{1,200}\/[^@?]{1,500}?)?)@(?<path>[^?]{0,500})(?:\?(?<query>.*))?$/d;

function remoteParts(file: SourceFile, resolved: ResolvedText) {
  const match = remote.exec(resolved.text);
  const range = (name: string) => {
    const [start, end] = match?.indices?.groups?.[name] ?? [];
    return start === undefined || end === undefined ? null : { start, end };
  };
  const url = range('url');
  const path = range('path');
  if (!url || !path) return null;
  const query = range('query');
  const found = query && /(?:^|&)ref=(?<ref>[^&]+)/d.exec(resolved.text.slice(query.start));
  const [start, end] = (found || undefined)?.indices?.groups?.ref ?? [];
  const ref =
    query && start !== undefined && end !== undefined
      ? partOf(resolved, { start: query.start + start, end: query.start + end })
      : null;
  const parts = gitParts(file, partOf(resolved, url), ref);
  const subpath = resolved.text.slice(path.start, path.end);
  return parts && { ...parts, ...(subpath === '' ? {} : { subpath }) };
}

function* readRelease(file: SourceFile, release: Resolved): Iterable<HelmfileFact | FileProblem> {
  const chart = scalarOf(release, 'chart');
  const version = scalarOf(release, 'version');
  const site: ReferenceSite = {
    file,
    address: `releases.${textOf(release, 'name') ?? ''}`,
    usage: 'deployed',
  };
  for (const values of items(release, 'values'))
    if (values.is === 'map')
      yield* valuesImages({ ...site, address: `${site.address}/values` }, values, fallbacksIn);
  yield* readHooks({ ...site, address: `${site.address}/` }, release);
  if (!chart || chart.isNull || /^(?:\.{0,2}\/|\.{1,2}$)/.test(chart.text)) return;
  const reference = withFallbacks(chart);
  const git = remoteParts(file, reference.resolved);
  if (git) yield referenceFact(site, reference, git);
  else yield* chartFact(site, reference, version && !version.isNull ? withFallbacks(version).resolved : null);
}

function* chartFact(
  site: ReferenceSite,
  reference: Reference,
  version: ResolvedText | null,
): Iterable<HelmfileFact> {
  const { text } = reference.resolved;
  const isWhole = /^(?:oci|https?):\/\//.test(text);
  const slash = isWhole || text.startsWith('{{') ? -1 : text.indexOf('/');
  const chart = partOf(reference.resolved, { start: slash + 1, end: text.length });
  const parts = chartParts(site.file, { chart, repository: null, version });
  const fact = referenceFact(site, reference, parts);
  if (slash < 0) yield fact;
  else yield { is: 'release', alias: text.slice(0, slash), reference: fact, place: fact.place };
}
