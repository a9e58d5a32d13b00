import {
  absentKey,
  claimOf,
  downloadParts,
  type FileProblem,
  items,
  type PlacedSlot,
  partOf,
  type Reference,
  type ReferenceParts,
  type ReferenceSite,
  type Resolved,
  type ResolvedText,
  referenceFact,
  refSlots,
  type ScalarNode,
  type SourceFile,
  scalarOf,
  slotsAt,
  unresolvedPart,
  withClaim,
} from '@fineprint/core';
import type { GitlabFact } from './facts.ts';
import { filledIn, lookupIn, type Scope } from './variables.ts';

/** Reads one include in any of its forms (https://docs.gitlab.com/ci/yaml/includes/). */
export function* readInclude(
  site: ReferenceSite,
  include: Resolved,
  scope: Scope,
): Iterable<GitlabFact | FileProblem> {
  const lookup = lookupIn(scope);
  const value = (key: string): Reference | undefined => {
    const scalar = scalarOf(include, key);
    return scalar && !scalar.isNull && scalar.text !== '' ? filledIn(scalar, lookup) : undefined;
  };
  const text = scalarOf(include);
  if (text && !text.isNull) {
    const reference = filledIn(text, lookup);
    if (/^https?:/i.test(reference.resolved.text)) yield* remote(site, reference, include);
    else yield { is: 'local', path: reference.resolved.text, place: site.file.place(text) };
    return;
  }
  const [local, url, template, component, project] = [
    'local',
    'remote',
    'template',
    'component',
    'project',
  ].map(value);
  if (local) yield { is: 'local', path: local.resolved.text, place: site.file.place(local.at) };
  if (url) yield* remote(site, url, include);
  if (template) yield ofGitlab(site, template);
  if (component) yield* componentFact(site, component, scalarOf(include, 'component'));
  if (project) yield* ofProject(site, project, value('ref'), include, lookup);
}

/** `integrity: sha256-…` is a digest in base 64, which GitLab compares with what it fetches (17.9). */
function* remote(site: ReferenceSite, url: Reference, include: Resolved): Iterable<GitlabFact | FileProblem> {
  const parts = downloadParts(site.file, url.resolved);
  if (!parts) {
    yield site.file.problem('reference-invalid', `"${url.resolved.text}" is no URL of a file.`, url.at);
    return;
  }
  const integrity = scalarOf(include, 'integrity');
  const digest = integrity ? digestOf(integrity.text) : null;
  const slots =
    integrity && digest ? [digestSlot(site.file, integrity, digest)] : absentDigest(site, url, include);
  const isOpen = slots.length === 0 && parts.request.is !== 'git-ref';
  yield referenceFact(site, url, {
    ...parts,
    kind: 'gitlab-include',
    ...(isOpen ? { unpinnable: withoutIntegrity } : {}),
    ...(digest ? { digest } : {}),
    slots: [...parts.slots, ...slots],
  });
}

const withoutIntegrity =
  'Nobody says its hash: write "integrity: sha256-…" beside it by hand, the SHA-256 of the file in base 64 (GitLab 17.9).';

function digestSlot(file: SourceFile, integrity: ScalarNode, value: string): PlacedSlot {
  return { is: 'digest', value, place: file.place(integrity), verbatim: false, form: 'integrity' };
}

/** A hash is one of one file: what a variable makes of the URL may be another. */
function absentDigest(
  { file }: ReferenceSite,
  { resolved }: Reference,
  include: Resolved,
): readonly PlacedSlot[] {
  if (resolved.pieces.some(({ via }) => via.length > 0)) return [];
  const slots = absentKey(file, include, { key: 'integrity', behind: 'remote' }, 'digest');
  return slots.map((slot) => ({ ...slot, form: 'integrity' }));
}

function digestOf(integrity: string): string | null {
  const hash = /^sha256-(?<hash>[A-Za-z0-9+/]{43}=)$/.exec(integrity)?.groups?.hash;
  return hash === undefined ? null : `sha256:${Buffer.from(hash, 'base64').toString('hex')}`;
}

/** A template comes with GitLab, in the version that GitLab itself has. */
function ofGitlab(site: ReferenceSite, template: Reference): GitlabFact {
  return referenceFact(site, template, {
    kind: 'gitlab-include',
    name: `template/${template.resolved.text}`,
    request: { is: 'nothing' },
    unpinnable: 'It comes with GitLab itself, in the version that the server has.',
    slots: [],
  });
}

/** Files of another project on the same GitLab, at a ref or at the head of its default branch. */
function* ofProject(
  site: ReferenceSite,
  project: Reference,
  ref: Reference | undefined,
  include: Resolved,
  lookup: ReturnType<typeof lookupIn>,
): Iterable<GitlabFact> {
  const file = scalarOf(include, 'file');
  const written = scalarOf(include, 'ref');
  const claim = written ? claimOf(site.file, written) : null;
  const absent = absentKey(site.file, include, { key: 'ref', behind: 'project' }, 'commit');
  const files = file ? [file] : items(include, 'file').filter((each) => each.is === 'scalar');
  for (const each of files) {
    const path = filledIn(each, lookup).resolved.text.replace(/^\/+/, '');
    const known = instanceParts(site, project, ref, 'gitlab-include');
    const parts = ref ? withClaim(known, claim) : { ...known, slots: absent };
    const at = files.length > 1 ? { at: each, resolved: project.resolved } : project;
    const reference = referenceFact(site, at, { ...parts, ...(path === '' ? {} : { subpath: path }) });
    yield { is: 'instance', reference, place: reference.place };
  }
}

function instanceParts(
  { file }: ReferenceSite,
  project: Reference,
  ref: Reference | undefined,
  kind: string,
): ReferenceParts {
  const { text } = project.resolved;
  const unnamed = unresolvedPart('name', project.resolved);
  return {
    kind,
    name: text.replace(/^\/+|(?<!\/)\/+$/g, ''),
    request: ref ? { is: 'git-ref', text: ref.resolved.text } : { is: 'nothing' },
    ...(unnamed.unresolved ? unnamed : ref ? unresolvedPart('version', ref.resolved) : {}),
    slots: ref ? refSlots(file, ref.resolved) : [],
  };
}

const ownHost = /^\$\{?CI_SERVER_(?:FQDN|HOST)\}?\//;
// `~latest` and `1.2` follow the releases of a catalogue, a whole version or a commit does not.
const address = /^(?<name>[^@]*)(?:@(?<version>\S+))?$/d;

/** A component of a catalogue: `host/group/project/name@version` (https://docs.gitlab.com/ci/components/). */
function* componentFact(
  site: ReferenceSite,
  component: Reference,
  scalar: ScalarNode | undefined,
): Iterable<GitlabFact> {
  const { text } = component.resolved;
  const skip = ownHost.exec(text)?.[0].length ?? 0;
  const match = address.exec(text.slice(skip));
  const [start = 0, end = 0] = match?.indices?.groups?.version ?? [];
  const segments = (match?.groups?.name ?? '').split('/');
  const version = end > start ? partOf(component.resolved, { start: skip + start, end: skip + end }) : null;
  const isCommit = version !== null && /^[0-9a-f]{40}$/i.test(version.text);
  const parts: ReferenceParts = {
    kind: 'gitlab-component',
    name: segments.slice(0, -1).join('/'),
    subpath: segments.at(-1) ?? '',
    request:
      version === null
        ? { is: 'nothing' }
        : isCommit
          ? { is: 'git-ref', text: version.text }
          : { is: /^~|^\d+(?:\.\d+)?$/.test(version.text) ? 'version' : 'git-ref', text: version.text },
    ...unresolvedComponent(component, skip, version),
    slots: version
      ? slotsAt(site.file, isCommit ? 'commit' : 'version', version, { start: 0, end: version.text.length })
      : [],
  };
  const claimed = withClaim(parts, scalar ? claimOf(site.file, scalar) : null);
  const reference = referenceFact(site, component, claimed);
  if (skip > 0) yield { is: 'instance', reference, place: reference.place };
  else yield { ...reference, source: `https://${parts.name}` };
}

function unresolvedComponent(
  component: Reference,
  skip: number,
  version: ResolvedText | null,
): Pick<ReferenceParts, 'unresolved'> {
  const end = component.resolved.text.length - (version ? version.text.length : 0);
  const unnamed = unresolvedPart('name', partOf(component.resolved, { start: skip, end }));
  if (unnamed.unresolved || !version) return unnamed;
  return unresolvedPart('version', version);
}
