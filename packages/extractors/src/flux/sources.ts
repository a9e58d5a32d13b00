import {
  type AskedArtifact,
  absentKey,
  artifactParts,
  downloadParts,
  type FileProblem,
  get,
  gitParts,
  joinedReference,
  type KubernetesObject,
  type PlacedSlot,
  type ReferenceParts,
  type ReferenceSite,
  type Resolved,
  referenceFact,
  type ScalarNode,
  type SourceFile,
  scalarOf,
  scalarReference,
  textOf,
} from '@fineprint/core';
import type { FluxFact } from './facts.ts';
import { readChart } from './releases.ts';

/** Reads a source: a repository, a registry, a bucket, or a chart of one of them. */
export function* readSource(site: ReferenceSite, object: KubernetesObject): Iterable<FluxFact | FileProblem> {
  switch (object.kind) {
    case 'GitRepository':
      yield* gitRepository(site, object);
      break;
    case 'HelmRepository':
    case 'OCIRepository':
      yield* registry(site, object, object.kind);
      break;
    case 'HelmChart':
      yield* readChart(site, object, ['spec']);
      break;
    case 'Bucket':
      yield* bucket(site, object.root);
      break;
  }
}

// https://fluxcd.io/flux/components/source/gitrepositories/#reference: each takes precedence over those after it.
const refs = ['commit', 'name', 'semver', 'tag', 'branch'] as const;

function* gitRepository(site: ReferenceSite, { root, name }: KubernetesObject): Iterable<FluxFact> {
  const url = scalarOf(root, 'spec', 'url');
  // `flux bootstrap` calls the repository that it commits to, and so reads from, like this.
  if (!url || url.isNull || name === 'flux-system') return;
  const key = refs.find((each) => textOf(root, 'spec', 'ref', each));
  const ref = key && scalarOf(root, 'spec', 'ref', key);
  const reference = scalarReference(url);
  const parts = gitParts(site.file, reference.resolved, ref ? scalarReference(ref).resolved : null);
  if (!parts) return;
  // A range over tags is answered by whatever is tagged next.
  const request = key === 'semver' && ref ? { request: { is: 'version' as const, text: ref.text } } : {};
  const slots = [...parts.slots, ...(key === 'commit' ? [] : absentCommit(site.file, root, key))];
  yield referenceFact(site, reference, { ...parts, ...request, slots });
}

/** A commit takes precedence over whatever else the ref says, so that it stands beside that. */
function absentCommit(file: SourceFile, root: Resolved, key: string | undefined): readonly PlacedSlot[] {
  const asked = key
    ? absentKey(file, get(root, 'spec', 'ref'), { key: 'commit', behind: key }, 'commit')
    : absentKey(file, get(root, 'spec'), { within: 'ref', key: 'commit', behind: 'url' }, 'commit');
  return asked;
}

function* registry(
  site: ReferenceSite,
  { root, name }: KubernetesObject,
  kind: 'HelmRepository' | 'OCIRepository',
): Iterable<FluxFact> {
  const url = scalarOf(root, 'spec', 'url');
  if (!url || url.isNull) return;
  const isOci = kind === 'OCIRepository';
  const mediaType = textOf(root, 'spec', 'layerSelector', 'mediaType') ?? '';
  yield {
    is: 'source',
    kind,
    name,
    namespace: textOf(root, 'metadata', 'namespace') ?? null,
    url: url.text,
    reference: isOci ? referenceFact(site, scalarReference(url), artifactOf(site.file, root, url)) : null,
    isChart: mediaType.includes('helm.chart'),
    place: site.file.place(url),
  };
}

/** A digest takes precedence over a range and a tag, so that it stands beside them. */
function artifactOf(file: SourceFile, root: Resolved, url: ScalarNode): ReferenceParts {
  const asked = askedOf(root);
  const parts = artifactParts(file, scalarReference(url).resolved, asked);
  const behind = asked.digest ? null : asked.range ? 'semver' : asked.version ? 'tag' : null;
  if (behind === null) return parts;
  const digest = absentKey(file, get(root, 'spec', 'ref'), { key: 'digest', behind }, 'digest');
  return { ...parts, slots: [...parts.slots, ...digest] };
}

function askedOf(root: Resolved): AskedArtifact {
  const ref = (key: string) => {
    const scalar = scalarOf(root, 'spec', 'ref', key);
    return scalar && !scalar.isNull && scalar.text !== '' ? scalarReference(scalar).resolved : null;
  };
  return { digest: ref('digest'), range: ref('semver'), version: ref('tag') };
}

/** A bucket is read as it is: its objects have no version. */
function* bucket(site: ReferenceSite, root: Resolved): Iterable<FluxFact> {
  const endpoint = scalarOf(root, 'spec', 'endpoint');
  const name = scalarOf(root, 'spec', 'bucketName');
  if (!endpoint || !name) return;
  const { resolved } = joinedReference(name, ['https://', endpoint, '/', name]);
  const parts = downloadParts(site.file, resolved);
  if (parts) yield referenceFact(site, scalarReference(name), { ...parts, kind: 'remote-manifest' });
}
