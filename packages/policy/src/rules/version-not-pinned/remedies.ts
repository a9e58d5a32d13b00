import type { OccurrenceSubject, Pin } from '@fineprint/core';
import { quotable } from '../../wording.ts';

/** Says exactly what to write so that an occurrence is pinned as firmly as asked. */
export function remedyFor(subject: OccurrenceSubject, least: Pin): string {
  const remedy = remedies.get(subject.component.kind) ?? general;
  return remedy(subject, least);
}

type Remedy = (subject: OccurrenceSubject, least: Pin) => string;

const remedies: ReadonlyMap<string, Remedy> = new Map<string, Remedy>([
  ['container-image', image],
  ['github-action', uses],
  ['github-workflow', uses],
  ['terraform-module', terraformModule],
  [
    'terraform-provider',
    () =>
      'Commit .terraform.lock.hcl, which "terraform init" or "tofu init" writes: it fixes version and hashes. Or write an exact version (version = "1.2.3").',
  ],
  ['helm-chart', helmChart],
  [
    'library',
    (_, least) =>
      least === 'digest'
        ? 'Install from a lockfile that holds hashes ("pip install --require-hashes", "npm ci").'
        : 'Write an exact version ("name==1.2.3" for pip, "name@1.2.3" for npm), or install from a committed lockfile.',
  ],
  [
    'os-package',
    () =>
      'Write the version ("curl=8.5.0-2" for apt and apk, "curl-8.5.0" for dnf), or pin the base image by digest and take packages from a snapshot of the distribution.',
  ],
  ['download', download],
  ['git-source', gitSource],
  [
    'tool',
    (_, least) =>
      least === 'range'
        ? 'Write which versions are wanted ("~> 1.9"), best one exact version ("1.9.8").'
        : 'Write one exact version ("1.9.8"), in the reference or in the version file of the tool.',
  ],
  [
    'vm-image',
    () =>
      'Write the id of one image (an AMI id, an image version), or a label that names a version ("ubuntu-24.04").',
  ],
]);

function image({ component, occurrence }: OccurrenceSubject, least: Pin): string {
  const tagged = quotable(`${component.name}:${occurrence.requested ?? '1.2.3'}`);
  return least === 'tag'
    ? `Write a tag: "${tagged}".`
    : `Write the digest behind the tag: "${tagged}@sha256:…" ("docker buildx imagetools inspect ${tagged}" and "crane digest ${tagged}" print it).`;
}

function uses({ component, occurrence }: OccurrenceSubject, least: Pin): string {
  const { name, subpath } = component;
  const { requested, pin } = occurrence;
  const whole = quotable(`${name}${subpath ? `/${subpath}` : ''}`);
  const release = pin === 'tag' && requested !== null ? quotable(requested) : 'v1.2.3';
  if (least === 'tag') return `Write the tag of a release: "uses: ${whole}@v1.2.3".`;
  return `Write the full commit id and keep the release as a comment: "uses: ${whole}@<40 hex digits> # ${release}".`;
}

function terraformModule({ component, occurrence }: OccurrenceSubject, least: Pin): string {
  const { requestedAs } = occurrence;
  const isRegistry = requestedAs === 'version' || (requestedAs === undefined && !isUrl(component.source));
  if (least === 'commit' || least === 'digest') {
    return isRegistry
      ? 'Take the module from git by commit: source = "git::https://…?ref=<40 hex digits>". A registry gives modules by version only.'
      : 'Write the full commit id: source = "git::https://…?ref=<40 hex digits>".';
  }
  return isRegistry
    ? 'Write an exact version: version = "1.2.3".'
    : 'Write the tag of a release or, firmer, a full commit id: source = "git::https://…?ref=v1.2.3".';
}

function helmChart(_: OccurrenceSubject, least: Pin): string {
  return least === 'digest'
    ? 'Take the chart from an OCI registry by digest ("oci://registry/chart@sha256:…"), or commit a copy of it.'
    : 'Write an exact version ("version: 1.2.3"), or commit the Chart.lock that "helm dependency update" writes.';
}

function download(_: OccurrenceSubject, least: Pin): string {
  return least === 'digest'
    ? 'Check the file against its SHA-256 ("ADD --checksum=sha256:… https://…", "sha256sum --check").'
    : 'Fetch one release (a URL with its version), and check the file against its SHA-256.';
}

function gitSource(_: OccurrenceSubject, least: Pin): string {
  return least === 'commit' || least === 'digest'
    ? 'Write the full commit id (40 hex digits) in place of the tag or branch.'
    : 'Write the tag of a release or, firmer, a full commit id in place of the branch.';
}

function general(_: OccurrenceSubject, least: Pin): string {
  switch (least) {
    case 'digest':
      return 'Write its digest ("sha256:…").';
    case 'commit':
      return 'Write the full commit id (40 hex digits) and keep the release as a comment.';
    case 'exact':
      return 'Write one exact version ("1.2.3"), or commit the lockfile that holds it.';
    case 'tag':
      return 'Write the tag or the version of a release.';
    default:
      return 'Write which version is wanted.';
  }
}

const url = /^[a-z][a-z0-9+.-]*:/i;

function isUrl(source: string | null): boolean {
  return source !== null && url.test(source);
}
