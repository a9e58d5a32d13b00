import { type Answer, parseImageReference, type ResolvedOccurrence } from '@fineprint/core';
import { newestAdmitted, youthOf } from '../newest.ts';
import {
  type AskingMeans,
  jsonOf,
  type LicenseField,
  type LicenseFinding,
  type Registry,
  withoutAnswer,
} from '../registry.ts';
import { listAt, textAt } from '../values.ts';
import { attestedLicense } from './oci-attestations.ts';
import { createdOf } from './oci-created.ts';
import {
  getBlob,
  getManifest,
  type Manifest,
  type Place,
  platformOf,
  type Silence,
} from './oci-distribution.ts';
import { tagsOf } from './oci-tags.ts';

/** OCI registries: what images, charts and other artifacts say of themselves. No layer is ever pulled. */
export const oci = {
  id: 'oci',
  title: 'OCI registries',
  kinds: [
    'container-image',
    'helm-chart',
    'bicep-module',
    'crossplane-package',
    'devcontainer-feature',
    'tekton-task',
    'remote-manifest',
  ],
  async licenses({ kind, name, source, digest, version, requested }, means) {
    const place = placeOf(kind, name, source);
    if (!place) return [];
    const manifest = await getManifest(place, digest ?? version ?? requested ?? 'latest', means);
    if (manifest.is !== 'manifest') return [manifest];
    const covers = kind === 'container-image' ? ({ covers: 'main-software' } as const) : {};
    const stated =
      textAt(manifest.value, 'annotations', label) ?? textAt(manifest.value, 'annotations', chartLabel);
    const { source: url, staleSince } = manifest;
    if (stated) return [{ is: 'field', field: stated, by: 'author', source: url, staleSince, ...covers }];
    const single = await platformOf(place, manifest, means);
    if (single.is !== 'manifest') return [single];
    const own = await inConfig(single, means);
    const found = own.is === 'silent' ? await attested(own, manifest, single, means) : own;
    return [found.is === 'field' ? { ...found, ...covers } : found];
  },
  async resolve(occurrence, means) {
    const { kind, name, source, request, requested } = occurrence;
    const place = placeOf(kind, name, source ?? null);
    if (!place) return null;
    const isOpen = request.is === 'version' || (kind === 'helm-chart' && requested === null);
    if (isOpen) return newestTag(place, occurrence, means);
    const manifest = await getManifest(place, requested ?? 'latest', means);
    if (manifest.is !== 'manifest') return { is: 'unanswered', because: manifest.because };
    const because = await youthOfTag(place, requested ?? 'latest', manifest, means);
    if (because !== null) return { is: 'unanswered', because };
    return { is: 'answer', version: null, digest: manifest.digest, commit: null };
  },
  async verify({ kind, name, source, digest, requested }, means) {
    const place = digest && requested !== null ? placeOf(kind, name, source ?? null) : null;
    if (!place || digest === undefined || requested === null) return null;
    const manifest = await getManifest(place, requested, means);
    if (manifest.is !== 'manifest') return { is: 'unanswered', because: manifest.because };
    // A tag may lead to a list of platforms, of which one is named as well.
    const platforms = listAt(manifest.value, 'manifests').map((one) => textAt(one, 'digest'));
    const tagDigest = platforms.includes(digest) ? digest : manifest.digest;
    return { is: 'verified', upstream: { tags: [], tagDigest } };
  },
  async archive({ kind, name, source, digest, version }, means) {
    const place = kind === 'helm-chart' ? placeOf(kind, name, source ?? null) : null;
    if (!place) return null;
    const manifest = await getManifest(place, digest ?? version ?? 'latest', means);
    if (manifest.is !== 'manifest') return manifest;
    const layers = listAt(manifest.value, 'layers');
    const content = textAt(
      layers.find((one) => textAt(one, 'mediaType') === chartLayer),
      'digest',
    );
    if (content === null) return { is: 'silent', because: `${manifest.source} holds no chart.` };
    const blob = await getBlob(manifest, content, means);
    return blob.is === 'answer' ? { is: 'archive', bytes: blob.body } : withoutAnswer(blob);
  },
} as const satisfies Registry;

// https://helm.sh/docs/topics/registries: the one layer of a chart, which is no image.
const chartLayer = 'application/vnd.cncf.helm.chart.content.v1.tar+gzip';
const label = 'org.opencontainers.image.licenses';
const chartLabel = 'artifacthub.io/license';

// Of these there are others, which are no artifacts of such registries.
const artifactsByScheme: ReadonlySet<string> = new Set(['helm-chart', 'tekton-task', 'remote-manifest']);

function placeOf(kind: string, name: string, source: string | null): Place | null {
  if (artifactsByScheme.has(kind) && !source?.startsWith('oci://')) return null;
  const written = source?.startsWith('oci://')
    ? `${source.slice('oci://'.length)}${kind === 'helm-chart' ? `/${name}` : ''}`
    : name;
  const parsed = parseImageReference(written.replace(/#.*$/, ''));
  return parsed.is === 'image' ? { registry: parsed.registry, repository: parsed.repository } : null;
}

/** The newest version among the tags that a constraint admits; with its digest, but for charts, which name none. */
async function newestTag(
  place: Place,
  { kind, requested }: ResolvedOccurrence,
  means: AskingMeans,
): Promise<Answer> {
  const listed = await tagsOf(place, means);
  if (listed.is !== 'tags') return { is: 'unanswered', because: listed.because };
  const published = async (version: string) => {
    const manifest = await getManifest(place, tagOf(version), means);
    return manifest.is === 'manifest' ? createdOf(place, manifest, means) : null;
  };
  const versions = listed.tags.map((tag) => tag.replaceAll('_', '+'));
  const { source } = listed;
  const found = await newestAdmitted({ versions, source, syntax: 'npm', published }, requested, means);
  if (found.is !== 'answer' || found.version === null || kind === 'helm-chart') return found;
  const manifest = await getManifest(place, tagOf(found.version), means);
  return manifest.is === 'manifest' ? { ...found, digest: manifest.digest } : found;
}

/** A tag has no plus sign, and Helm writes another one (https://helm.sh/docs/topics/registries). */
function tagOf(version: string): string {
  return version.replaceAll('+', '_');
}

async function youthOfTag(
  place: Place,
  tag: string,
  manifest: Manifest,
  means: AskingMeans,
): Promise<string | null> {
  const { publishedBefore } = means;
  if (publishedBefore === null) return null;
  const what = `what the tag "${tag}" of ${place.registry}/${place.repository} leads to`;
  return youthOf(what, await createdOf(place, manifest, means), publishedBefore, manifest.source);
}

/** What is attached to an image that says nothing itself. */
async function attested(
  own: Silence,
  manifest: Manifest,
  single: Manifest,
  means: AskingMeans,
): Promise<LicenseFinding> {
  const found = await attestedLicense(manifest, single, means);
  return found?.is === 'silent' ? { ...own, because: `${own.because} ${found.because}` } : (found ?? own);
}

/**
 * What the configuration of an image says. Its labels are inherited: one that a base image had set stays, whatever was
 * built on it. So they are no statement of the author's.
 */
async function inConfig(single: Manifest, means: AskingMeans): Promise<LicenseField | Silence> {
  const stated = textAt(single.value, 'annotations', label);
  const { source: url, staleSince } = single;
  if (stated) return { is: 'field', field: stated, by: 'author', source: url, staleSince };
  const digest = textAt(single.value, 'config', 'digest');
  const silent = { is: 'silent', because: `${url} says nothing about a licence.` } as const;
  if (digest === null) return silent;
  const blob = await getBlob(single, digest, means);
  if (blob.is !== 'answer') return withoutAnswer(blob);
  const config = jsonOf(blob);
  if (config.is !== 'json') return config;
  // A chart's configuration is its Chart.yaml.
  const own =
    textAt(config.value, 'annotations', chartLabel) ?? textAt(config.value, 'annotations', 'licenses');
  if (own) return { is: 'field', field: own, by: 'author', source: blob.url, staleSince: blob.staleSince };
  const labelled = textAt(config.value, 'config', 'Labels', label);
  if (!labelled) return silent;
  return { is: 'field', field: labelled, by: 'registry', source: blob.url, staleSince: blob.staleSince };
}
