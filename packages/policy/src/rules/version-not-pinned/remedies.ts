import { isAtLeast, type OccurrenceSubject, type Pin } from '@fineprint/core';
import { quotable } from '../../wording.ts';
import { type Forms, formsOf } from './forms.ts';

/** Says exactly what to write so that an occurrence is pinned as firmly as asked. */
export function remedyFor(subject: OccurrenceSubject, least: Pin): string {
  const { kind } = subject.component;
  const remedy = remedies.get(kind);
  const lockfile = missingLockfile(subject, least);
  // An exact version has no hash.
  if (lockfile !== null && least === 'digest') return `Let the tool write ${lockfile} and commit it.`;
  const written = remedy ? remedy(subject, least) : general(formsOf(subject), least);
  if (lockfile === null) return written;
  const other = written.charAt(0).toLowerCase() + written.slice(1);
  return `Let the tool write ${lockfile} and commit it, or ${other}`;
}

/** The lockfile that would do instead: it holds an exact version and, except for charts, a hash. */
function missingLockfile({ component, occurrence: { lock } }: OccurrenceSubject, least: Pin): string | null {
  const isOpen = lock?.says === 'missing' || lock?.says === 'silent';
  const isEnough = component.kind === 'helm-chart' ? least === 'exact' : !isAtLeast('tag', least);
  return lock && isOpen && isEnough ? quotable(lock.path) : null;
}

type Remedy = (subject: OccurrenceSubject, least: Pin) => string;

const remedies: ReadonlyMap<string, Remedy> = new Map<string, Remedy>([
  ['container-image', image],
  ['github-action', uses],
  ['github-workflow', uses],
  ['terraform-module', terraformModule],
  ['terraform-provider', terraformProvider],
  ['helm-chart', helmChart],
  ['library', library],
  [
    'os-package',
    () =>
      'Write the version ("curl=8.5.0-2" for apt and apk, "curl-8.5.0" for dnf), or pin the base image by digest and take packages from a snapshot of the distribution.',
  ],
  ['download', download],
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
  if (least === 'range') return 'Write which versions are wanted: version = "~> 1.2".';
  const { requestedAs } = occurrence;
  const isRegistry = requestedAs === 'version' || (requestedAs === undefined && !isUrl(component.source));
  if (least === 'commit' || least === 'digest' || (least === 'exact' && !isRegistry)) {
    return isRegistry
      ? 'Take the module from git by commit: source = "git::https://…?ref=<40 hex digits>". A registry gives modules by version only.'
      : 'Write the full commit id: source = "git::https://…?ref=<40 hex digits>".';
  }
  return isRegistry
    ? 'Write an exact version: version = "1.2.3".'
    : 'Write the tag of a release or, firmer, a full commit id: source = "git::https://…?ref=v1.2.3".';
}

function terraformProvider({ occurrence: { lock } }: OccurrenceSubject, least: Pin): string {
  if (least === 'range') return 'Write from which version on it works: version = ">= 1.2".';
  if (lock) return 'Write an exact version: version = "1.2.3".';
  return least === 'digest'
    ? 'Commit the .terraform.lock.hcl of the root module that uses it: "terraform init" or "tofu init" writes it with version and hashes.'
    : 'Write an exact version (version = "1.2.3"), or commit the .terraform.lock.hcl of the root module that uses it.';
}

function helmChart({ occurrence: { lock } }: OccurrenceSubject, least: Pin): string {
  if (least === 'digest')
    return 'Take the chart from an OCI registry by digest ("oci://registry/chart@sha256:…"), or commit a copy of it.';
  return lock
    ? 'Write an exact version ("version: 1.2.3").'
    : 'Write an exact version ("version: 1.2.3"; "--version 1.2.3" where Helm is called).';
}

// How one version is asked for, by the type of purl that names of libraries begin with.
const exactLibraries: ReadonlyMap<string, string> = new Map([
  ['cargo', '"name@1.2.3" with "--locked" where it is installed, "=1.2.3" in Cargo.toml'],
  ['composer', '"name:1.2.3"'],
  ['gem', '"1.2.3" in a Gemfile, "--version 1.2.3" where it is installed'],
  ['golang', '"name@v1.2.3"'],
  ['maven', '"group:name:1.2.3"'],
  ['npm', '"name@1.2.3", "1.2.3" in package.json'],
  ['nuget', 'Version="[1.2.3]", "--version 1.2.3" where it is installed'],
  ['pypi', '"name==1.2.3"'],
]);

function library({ component: { name }, occurrence }: OccurrenceSubject, least: Pin): string {
  const { requestedAs, lock } = occurrence;
  if (requestedAs === 'git-ref')
    return 'Write the full commit id (40 hex digits) in place of the tag or branch.';
  const form = exactLibraries.get(name.slice(0, Math.max(name.indexOf('/'), 0)));
  return least === 'digest'
    ? 'Install from a lockfile that holds hashes ("pip install --require-hashes", "npm ci").'
    : `Write an exact version${form ? ` (${form})` : ''}${lock ? '' : ', or install from a committed lockfile'}.`;
}

function download({ occurrence: { pin } }: OccurrenceSubject, least: Pin): string {
  if (least === 'digest')
    return 'Check the file against its SHA-256 ("ADD --checksum=sha256:… https://…", "sha256sum --check").';
  return pin === 'branch'
    ? 'Write a tag or a full commit id in place of the branch in the URL, and check the file against its SHA-256.'
    : 'Fetch one release (a URL with its version), and check the file against its SHA-256.';
}

function general({ version, tag, commit, digest }: Forms, least: Pin): string {
  switch (least) {
    case 'digest':
      return `Write ${digest ?? commit ?? 'its digest ("sha256:…")'}.`;
    case 'commit':
      return `Write ${commit ?? digest ?? 'the full commit id (40 hex digits)'}.`;
    case 'exact':
      return `Write ${version ?? commit ?? digest ?? 'one exact version ("1.2.3")'}.`;
    case 'tag':
      return `Write ${version ?? tag ?? 'the tag or the version of a release'}${commit ? ` or, firmer, ${commit}` : ''}.`;
    default:
      return 'Write which version is wanted.';
  }
}

const url = /^[a-z][a-z0-9+.-]*:/i;

function isUrl(source: string | null): boolean {
  return source !== null && url.test(source);
}
