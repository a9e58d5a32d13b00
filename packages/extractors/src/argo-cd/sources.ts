import {
  absentKey,
  artifactParts,
  chartParts,
  type FileProblem,
  get,
  gitParts,
  imageReference,
  items,
  kustomizeParts,
  mapOf,
  parseYaml,
  patchEntryImages,
  type Reference,
  type ReferenceFact,
  type ReferenceParts,
  type ReferenceSite,
  type Resolved,
  type ResolvedText,
  readDocuments,
  readEmbedded,
  referenceFact,
  resolve,
  resolvedText,
  type ScalarNode,
  type SourceFile,
  scalarOf,
  scalarReference,
  valuesImages,
  withRefKey,
} from '@fineprint/core';
import { type Element, filled } from './generators.ts';

/**
 * Reads one source of an application (https://argo-cd.readthedocs.io/en/stable/user-guide/application-specification/): a
 * chart, a directory of a repository, or an artifact of a registry; and the images that it is given.
 */
export function* readSource(
  site: ReferenceSite,
  source: Resolved,
  element: Element | null,
  revisionKey: 'targetRevision' | 'revision' = 'targetRevision',
): Iterable<ReferenceFact | FileProblem> {
  const text = (key: string) => {
    const scalar = scalarOf(source, key);
    return scalar && !scalar.isNull && scalar.text !== '' ? filled(site.file, scalar, element) : undefined;
  };
  const repository = text('repoURL');
  const asked = {
    repository,
    chart: text('chart'),
    version: text(revisionKey),
    path: text('path'),
  };
  if (repository) {
    const found = componentOf(site, { ...asked, repository });
    if (found) {
      const parts = withPlaceOfRevision(site.file, source, found.parts, revisionKey);
      yield referenceFact(site, found.reference, parts);
    } else if (!isOfServer.test(repository.resolved.text))
      yield site.file.problem(
        'reference-invalid',
        `"${repository.resolved.text}" is no URL of a repository.`,
        repository.at,
      );
  }
  yield* readHelm({ ...site, address: `${site.address}/helm` }, get(source, 'helm'));
  yield* readKustomize({ ...site, address: `${site.address}/kustomize` }, get(source, 'kustomize'));
}

/** Where nothing is said, a source takes HEAD, and the newest chart of a repository. */
function withPlaceOfRevision(
  file: SourceFile,
  source: Resolved,
  parts: ReferenceParts,
  key: string,
): ReferenceParts {
  if (parts.kind === 'git-source') return withRefKey(file, parts, source, { url: 'repoURL', ref: key });
  if (parts.kind !== 'helm-chart' || parts.request.is !== 'nothing') return parts;
  return {
    ...parts,
    slots: [...parts.slots, ...absentKey(file, source, { key, behind: 'chart' }, 'version')],
  };
}

// A path on the server itself.
const isOfServer = /^(?:file:|\/)/;

interface Asked {
  readonly repository: Reference;
  readonly chart: Reference | undefined;
  readonly version: Reference | undefined;
  readonly path: Reference | undefined;
}

function componentOf(
  { file }: ReferenceSite,
  { repository, chart, version, path }: Asked,
): { readonly reference: Reference; readonly parts: ReferenceParts } | null {
  const revision = version?.resolved ?? null;
  if (chart) {
    const parts = chartParts(file, {
      chart: chart.resolved,
      repository: asRegistry(repository.resolved),
      version: revision,
    });
    return { reference: chart, parts };
  }
  if (repository.resolved.text.startsWith('oci://')) {
    const parts = artifactParts(file, repository.resolved, { version: revision });
    return {
      reference: repository,
      parts: { ...parts, ...(parts.digest ? {} : { unpinnable: tagOrDigest }) },
    };
  }
  const parts = gitParts(file, repository.resolved, revision);
  if (!parts) return null;
  const subpath =
    path && !/^(?:\.?\/?|.*\{\{.*)$/s.test(path.resolved.text) ? { subpath: path.resolved.text } : {};
  return { reference: repository, parts: { ...parts, ...subpath, ...rangeOf(revision) } };
}

const tagOrDigest =
  'A revision of Argo CD is a tag or a digest, not both: write the digest by hand where the tag may go.';

/** A registry of charts is written without a scheme: `ghcr.io/example/charts`. */
function asRegistry(repository: ResolvedText): ResolvedText {
  if (/^(?:[a-z][a-z0-9+.-]*:\/\/|\{\{)/i.test(repository.text)) return repository;
  const scheme = {
    is: 'supplied',
    text: 'oci://',
    span: { start: 0, end: 0 },
    verbatim: false,
    via: [],
  } as const;
  return resolvedText([scheme, ...repository.pieces]);
}

/** `1.*`, `>=1.0` and `1.0 - 2.0` are ranges over the tags of a repository. */
function rangeOf(revision: ResolvedText | null): Partial<Pick<ReferenceParts, 'request'>> {
  const text = revision?.text ?? '';
  return /^[\^~<>=]|\*|\d\.x\b|\d\s/i.test(text) ? { request: { is: 'version', text } } : {};
}

function* readHelm(site: ReferenceSite, helm: Resolved | undefined): Iterable<ReferenceFact | FileProblem> {
  const object = mapOf(helm, 'valuesObject');
  if (object) yield* valuesImages(site, object);
  const text = scalarOf(helm, 'values');
  if (!text || text.isNull || !/image/i.test(text.text)) return;
  yield* readEmbedded(site.file, text, (file) =>
    readDocuments(file, parseYaml, (root) => valuesImages({ ...site, file }, resolve(root))),
  );
}

function* readKustomize(
  site: ReferenceSite,
  kustomize: Resolved | undefined,
): Iterable<ReferenceFact | FileProblem> {
  for (const image of items(kustomize, 'images')) {
    const reference = image.is === 'scalar' ? overriding(image) : null;
    if (reference) for (const fact of imageReference(site, reference)) yield withoutDigestPlace(fact, image);
  }
  for (const patch of items(kustomize, 'patches')) yield* patchEntryImages(site.file, patch);
  for (const component of items(kustomize, 'components')) {
    if (component.is !== 'scalar') continue;
    const reference = scalarReference(component);
    const parts = kustomizeParts(site.file, reference.resolved);
    if (parts) yield referenceFact(site, reference, parts);
  }
}

/**
 * Kustomize takes all that stands before `@` for the name of the new image. Where that is the name of the image to be
 * replaced, too, none has a tag in its name, and nothing would be replaced any more.
 */
function withoutDigestPlace<F extends ReferenceFact | FileProblem>(fact: F, image: Resolved): F {
  if (fact.is === 'problem' || fact.request.is !== 'tag' || fact.digest !== undefined) return fact;
  if (image.is !== 'scalar' || image.text.includes('=')) return fact;
  return { ...fact, slots: fact.slots.filter(({ absent }) => !absent), unpinnable: nameOrDigest };
}

const nameOrDigest =
  'Kustomize replaces images by a tag or by a digest, not by both: write name@digest by hand where the tag may go.';

/** `[old-name=]new-name[:tag][@digest]`. */
function overriding(image: ScalarNode): Reference | null {
  const skip = image.text.indexOf('=') + 1;
  const text = image.text.slice(skip);
  if (text === '' || /^[:@]/.test(text)) return null;
  return scalarReference({ ...image, text, start: image.verbatim ? image.start + skip : image.start });
}
