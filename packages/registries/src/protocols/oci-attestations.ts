import { type AskingMeans, jsonOf, type LicenseField, withoutAnswer } from '../registry.ts';
import { listAt, textAt, valueAt } from '../values.ts';
import { getBeside, getBlob, type Manifest, type Silence } from './oci-distribution.ts';
import { licenseOfSubject } from './sbom-license.ts';

// An SBOM lists everything in an image; some have megabytes.
const mostBytes = 16 * 1024 ** 2;
// Nobody attaches more than one for each format and each scanner.
const mostDocuments = 4;

type Finding = LicenseField | Silence;

/**
 * What SBOMs that refer to an image say of the image itself: those that BuildKit puts into its index
 * (https://docs.docker.com/build/metadata/attestations/attestation-storage/), then its referrers
 * (https://github.com/opencontainers/distribution-spec/blob/main/spec.md#listing-referrers). `null` where there is none.
 */
export async function attestedLicense(
  image: Manifest,
  single: Manifest,
  means: AskingMeans,
): Promise<Finding | null> {
  const digests = [...new Set([image.digest, single.digest])];
  const groups = [
    async () => inIndex(image, single.digest),
    ...digests.map((digest) => () => referrersOf(image, digest, means)),
  ];
  let silence: Silence | null = null;
  let left = mostDocuments;
  for (const group of groups) {
    const references = await group();
    if ('is' in references) {
      silence ??= references;
      continue;
    }
    const read = references.slice(0, left).map((reference) => readReference(reference, image, means));
    left -= read.length;
    const found = agreed((await Promise.all(read)).flat(), image);
    if (found?.is === 'field') return found;
    silence ??= found;
  }
  return silence;
}

/** What several documents say: a license that none of them contradicts, else the first reason. */
function agreed(found: readonly Finding[], { source }: Manifest): Finding | null {
  const fields = found.filter((one) => one.is === 'field');
  const names = [...new Set(fields.map(({ field }) => field))];
  if (names.length <= 1) return fields[0] ?? found[0] ?? null;
  return {
    is: 'silent',
    because: `SBOMs that refer to ${source} contradict each other: ${names.join(', ')}.`,
  };
}

/** A manifest of documents about an image. */
interface Reference {
  readonly digest: string;
  /** The digest of the image. */
  readonly about: string;
  /** Whether the manifest says itself what it refers to. */
  readonly hasSubject: boolean;
}

const digestForm = /^sha256:[0-9a-f]{64}$/;

function inIndex({ value }: Manifest, about: string): readonly Reference[] {
  return listAt(value, 'manifests').flatMap((one) => {
    const [type, of] = ['type', 'digest'].map((name) =>
      textAt(one, 'annotations', `vnd.docker.reference.${name}`),
    );
    const digest = textAt(one, 'digest') ?? '';
    const isMeant = type === 'attestation-manifest' && of === about && digestForm.test(digest);
    return isMeant ? [{ digest, about, hasSubject: false }] : [];
  });
}

/** Registries without this question keep the list under a tag (spec.md#referrers-tag-schema). */
async function referrersOf(
  image: Manifest,
  about: string,
  means: AskingMeans,
): Promise<readonly Reference[] | Silence> {
  const { source, identity, authorization } = image;
  const url = source.replace(/\/manifests\/[^/]*$/, `/referrers/${about}`);
  const answer = await means.web.get(url, {
    accept: 'application/vnd.oci.image.index.v1+json',
    identity,
    maxBytes: 4 * 1024 ** 2,
    ...(authorization === null ? {} : { authorization }),
  });
  const list =
    answer.is === 'answer' ? jsonOf(answer) : await getBeside(image, about.replace(':', '-'), means);
  if ('value' in list) return listAt(list.value, 'manifests').flatMap((one) => referenceIn(one, about));
  if (list.is === 'unanswered') return list;
  return answer.is === 'unanswered' || answer.is === 'forbidden' ? withoutAnswer(answer) : [];
}

function referenceIn(value: unknown, about: string): readonly Reference[] {
  const [type, digest] = [textAt(value, 'artifactType') ?? '', textAt(value, 'digest') ?? ''];
  const isMeant = isDocument(type, textAt(value, 'annotations', bundled)) && digestForm.test(digest);
  return isMeant ? [{ digest, about, hasSubject: true }] : [];
}

const sbomType = /^(?:application|text)\/(?:spdx|vnd\.cyclonedx)\+json\b/;
const statementType =
  /^application\/(?:vnd\.in-toto|vnd\.dsse\.envelope\.v1|vnd\.dev\.sigstore\.bundle\.v[\d.]+)\+json\b/;
const sbomPredicate = /^https:\/\/(?:spdx\.dev\/Document|cyclonedx\.org\/(?:bom|schema))\b/;
// What BuildKit, and what Sigstore's tools, note about the statement inside.
const predicate = 'in-toto.io/predicate-type';
const bundled = 'dev.sigstore.bundle.predicateType';

/** An SBOM, or a statement that may hold one. */
function isDocument(type: string, predicateType: string | null): boolean {
  if (sbomType.test(type)) return true;
  return statementType.test(type) && (predicateType === null || sbomPredicate.test(predicateType));
}

async function readReference(
  { digest, about, hasSubject }: Reference,
  image: Manifest,
  means: AskingMeans,
): Promise<readonly Finding[]> {
  const manifest = await getBeside(image, digest, means);
  if (manifest.is !== 'manifest') return [manifest];
  if (hasSubject && textAt(manifest.value, 'subject', 'digest') !== about)
    return [{ is: 'silent', because: `${manifest.source} is listed for an image and refers to another.` }];
  const layers = listAt(manifest.value, 'layers').filter((layer) =>
    isDocument(textAt(layer, 'mediaType') ?? '', textAt(layer, 'annotations', predicate)),
  );
  const read = layers.slice(0, mostDocuments).map((layer) => readLayer(layer, manifest, about, means));
  return Promise.all(read);
}

async function readLayer(
  layer: unknown,
  manifest: Manifest,
  about: string,
  means: AskingMeans,
): Promise<Finding> {
  const [digest, size] = [textAt(layer, 'digest') ?? '', valueAt(layer, 'size')];
  if (!digestForm.test(digest) || typeof size !== 'number' || size > mostBytes)
    return { is: 'silent', because: `${manifest.source} holds an SBOM that is too large, or has no digest.` };
  const blob = await getBlob(manifest, digest, means, mostBytes);
  if (blob.is !== 'answer') return withoutAnswer(blob);
  const json = jsonOf(blob);
  if (json.is !== 'json') return json;
  const { source, staleSince } = json;
  const found = licenseOfSubject(json.value, about);
  if (found.is === 'silent') return { is: 'silent', because: `${source} ${found.because}.` };
  return { is: 'field', field: found.field, by: 'attestation', note, source, staleSince };
}

const note =
  'An SBOM that refers to it says so: whoever may write to its repository can attach one, and no signature was checked.';
