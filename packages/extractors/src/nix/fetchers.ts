import {
  downloadParts,
  gitParts,
  integrityHashes,
  type Reference,
  type ReferenceFact,
  type ReferenceParts,
  type ResolvedText,
  referenceFact,
  refSlots,
  resolveParts,
  type SourceFile,
  slotsAt,
  unresolvedPart,
  type VariableValue,
} from '@fineprint/core';
import { type FetcherCall, type FetchingExpression, fetchingExpression, type Value } from './expressions.ts';

/** Reads what an expression fetches (https://nixos.org/manual/nixpkgs/stable/#chap-pkgs-fetchers): repositories and files by their hashes. */
export function* readFetchers(file: SourceFile): Iterable<ReferenceFact> {
  const expression = file.parse(fetchingExpression);
  const reading: Reading = { file, expression, known: new Map() };
  for (const call of expression.calls) {
    const attribute = (name: string) => referenceOf(reading, call, name);
    const found = fetched(file, call.fetcher, attribute);
    if (!found) continue;
    const hash = (attribute('hash') ?? attribute('sha256') ?? attribute('sha512'))?.resolved.text ?? '';
    const site = { file, address: `${call.fetcher}.${found.parts.name}`, usage: 'build' } as const;
    // Another version has another hash, and a variable may stand for what others take, too.
    const isFree = hash === '' && found.parts.slots.every(({ place }) => place.start >= call.start);
    const slots = isFree ? found.parts.slots : [];
    const parts = { ...found.parts, slots, ...(hash === '' ? {} : checkOf(call.fetcher, hash)) };
    yield referenceFact(site, found.reference, parts);
  }
}

type Attribute = (name: string) => Reference | null;

interface Fetched {
  readonly reference: Reference;
  readonly parts: ReferenceParts;
}

const forges: ReadonlyMap<string, string> = new Map([
  ['fetchFromGitHub', 'github.com'],
  ['fetchFromGitLab', 'gitlab.com'],
  ['fetchFromGitea', ''],
  ['fetchFromForgejo', ''],
  ['fetchFromCodeberg', 'codeberg.org'],
  ['fetchFromSourcehut', 'git.sr.ht'],
  ['fetchFromBitbucket', 'bitbucket.org'],
]);

function fetched(file: SourceFile, fetcher: string, attribute: Attribute): Fetched | null {
  const host = forges.get(fetcher);
  if (host !== undefined) return ofForge(file, host, attribute);
  if (fetcher === 'fetchPypi' || fetcher === 'fetchCrate')
    return ofRegistry(file, fetcher === 'fetchPypi' ? 'pypi' : 'cargo', attribute);
  const url = attribute('url');
  if (!url) return null;
  const isGit = /^fetchgit$/i.test(fetcher);
  const parts = isGit ? gitParts(file, url.resolved, refOf(attribute)) : downloadParts(file, url.resolved);
  if (!parts) return null;
  return { reference: url, parts: isGit ? { ...parts, kind: 'nix-input' } : parts };
}

function refOf(attribute: Attribute): ResolvedText | null {
  return (attribute('rev') ?? attribute('tag') ?? attribute('ref'))?.resolved ?? null;
}

function ofForge(file: SourceFile, host: string, attribute: Attribute): Fetched | null {
  const [owner, repository, domain] = ['owner', 'repo', 'domain'].map(attribute);
  const place = domain?.resolved.text ?? attribute('githubBase')?.resolved.text ?? host;
  if (!owner || !repository || place === '') return null;
  const name = `${place}/${owner.resolved.text}/${repository.resolved.text}`;
  const ref = refOf(attribute);
  const unknown = [owner, repository].find(({ resolved }) => !resolved.isResolved);
  const unresolved = unknown
    ? unresolvedPart('name', unknown.resolved)
    : ref
      ? unresolvedPart('version', ref)
      : {};
  const parts: ReferenceParts = {
    kind: 'nix-input',
    name,
    source: `https://${name}`,
    request: ref ? { is: 'git-ref', text: ref.text } : { is: 'nothing' },
    ...unresolved,
    slots: ref ? refSlots(file, ref) : [],
  };
  return { reference: repository, parts };
}

function ofRegistry(file: SourceFile, type: string, attribute: Attribute): Fetched | null {
  const name = attribute('pname');
  const version = attribute('version')?.resolved;
  if (!name) return null;
  const parts: ReferenceParts = {
    kind: 'library',
    name: `${type}/${name.resolved.text}`,
    request: version ? { is: 'version', text: version.text } : { is: 'nothing' },
    ...(name.resolved.isResolved
      ? version
        ? unresolvedPart('version', version)
        : {}
      : unresolvedPart('name', name.resolved)),
    slots: version ? slotsAt(file, 'version', version, { start: 0, end: version.text.length }) : [],
  };
  return { reference: name, parts };
}

/** The hash of a file is one of its bytes; that of a repository or an unpacked archive is one of the tree as Nix archives it. */
function checkOf(fetcher: string, hash: string): Pick<ReferenceParts, 'digest' | 'locked'> {
  const isFile = fetcher === 'fetchurl' || fetcher === 'fetchPypi';
  const digest = /^[0-9a-f]{64}$/.test(hash) ? `sha256:${hash}` : integrityHashes(hash)[0];
  if (fetcher === 'fetchurl' && digest) return { digest };
  const written = isFile ? (digest ?? `sha256:${hash}`) : `narHash:${hash}`;
  return { locked: { version: null, hashes: [written] } };
}

interface Reading {
  readonly file: SourceFile;
  readonly expression: FetchingExpression;
  /** Values that are filled in already. */
  readonly known: Map<Value, ResolvedText>;
}

function referenceOf(reading: Reading, call: FetcherCall, name: string): Reference | null {
  const value = call.attributes.get(name);
  if (!value) return null;
  return { at: { start: value.start, end: value.end }, resolved: resolve(reading, value, 0) };
}

// A version is a variable, which may be made of another one.
const deepest = 4;

function resolve(reading: Reading, value: Value, depth: number): ResolvedText {
  const { file, expression, known } = reading;
  const before = known.get(value);
  if (before) return before;
  const lookup = (name: string): VariableValue | null => {
    const found = depth < deepest ? stringBefore(expression, name, value.start) : undefined;
    if (!found) return null;
    const { start, end } = found;
    return { value: resolve(reading, found, depth + 1), place: { start, end } };
  };
  const resolved = resolveParts(value.parts, { text: file.text, placeOf: (span) => span }, lookup);
  known.set(value, resolved);
  return resolved;
}

/** The nearest string before a place that a name is set to, or the only one there is: a set may say its version last. */
function stringBefore({ strings }: FetchingExpression, name: string, place: number): Value | undefined {
  const same = strings.get(name) ?? [];
  return same.findLast(({ start }) => start < place) ?? (same.length === 1 ? same[0] : undefined);
}
