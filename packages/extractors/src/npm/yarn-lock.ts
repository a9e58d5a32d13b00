import type { FileProblem, SourceFile } from '@fineprint/core';
import { chosenPackage } from './chosen.ts';
import type { NpmFact } from './facts.ts';
import { parseYarnLock, type YarnEntry } from './yarn-lines.ts';

/** Reads `yarn.lock` of Yarn 1 and of the Yarns since. */
export function* readYarnLock(file: SourceFile): Iterable<NpmFact | FileProblem> {
  const { entries, problems } = file.parse(parseYarnLock);
  yield* file.problems(problems);
  for (const entry of entries) if (!entry.keys[0]?.startsWith('__metadata')) yield chosenEntry(file, entry);
}

function chosenEntry(file: SourceFile, entry: YarnEntry): NpmFact {
  const value = (name: string) => entry.fields.get(name)?.value ?? null;
  const resolution = value('resolution');
  const [first = ''] = entry.keys;
  const descriptor = resolution ?? first;
  const { name, range } = splitDescriptor(descriptor);
  const resolved = value('resolved') ?? (isUrl.test(range) ? range : null);
  const isOptional = optionalNames(entry);
  return chosenPackage(file, {
    key: entry.at,
    ids: entry.keys,
    name: resolution === null ? (aliasOf(range) ?? name) : name,
    version: value('version'),
    resolved:
      resolved?.replace(/#[0-9a-f]{40}$/, (hash) => (isRepository.test(resolved) ? hash : '')) ?? null,
    integrity: value('integrity'),
    hashes: [...archiveHash(resolved, value('integrity')), ...checksum(value('checksum'))],
    needs: [...needed(entry, 'dependencies', (name) => !isOptional.has(name)), ...peers(entry)],
    optionalNeeds: [
      ...needed(entry, 'dependencies', (name) => isOptional.has(name)),
      ...needed(entry, 'optionalDependencies', () => true),
    ],
    isOwn: ownRange.test(range),
    // Yarn hashes no package of another system or processor, which it does not fetch.
    isUnhashed: entry.fields.has('conditions'),
  });
}

const isUrl = /^(?:https?|git|ssh|git@)/;
const isRepository = /^(?:git|ssh)|\.git#/;
const ownRange = /^(?:workspace|file|link|portal|soft-link):/;

/** `@scope/name@npm:^1.0.0`: the first `@` after the name's own ends it. */
function splitDescriptor(text: string): { readonly name: string; readonly range: string } {
  const at = text.indexOf('@', 1);
  return at < 0 ? { name: text, range: '' } : { name: text.slice(0, at), range: text.slice(at + 1) };
}

/** `alias@npm:name@^1.0.0`; since Yarn 2 `npm:^1.0.0` is the registry alone. */
function aliasOf(range: string): string | null {
  if (!range.startsWith('npm:')) return null;
  const { name, range: inner } = splitDescriptor(range.slice('npm:'.length));
  return inner === '' ? null : name;
}

/** Until Yarn 1.10 the SHA-1 of an archive stood behind its URL alone. */
function archiveHash(resolved: string | null, integrity: string | null): readonly string[] {
  const hash = /#(?<sha1>[0-9a-f]{40})$/.exec(resolved ?? '')?.groups?.sha1;
  return hash && integrity === null && !isRepository.test(resolved ?? '') ? [`sha1:${hash}`] : [];
}

/** Since Yarn 2 the checksum is that of the archive that Yarn makes of the package, and no hash of what was fetched. */
function checksum(text: string | null): readonly string[] {
  return text ? [`yarn:${text}`] : [];
}

/** `dependenciesMeta` lists names with `optional: true` below each. */
function optionalNames({ fields }: YarnEntry, list = 'dependenciesMeta'): ReadonlySet<string> {
  const found = new Set<string>();
  let name = '';
  for (const [key, value] of fields.get(list)?.items ?? []) {
    if (value === '') name = key;
    else if (key === 'optional' && value === 'true') found.add(name);
  }
  return found;
}

function needed({ fields }: YarnEntry, list: string, isWanted: (name: string) => boolean): readonly string[] {
  // Yarn 2 and 3 write what is needed without the protocol of the registry that its own entry has.
  const protocol = fields.has('resolution') ? 'npm:' : '';
  return (fields.get(list)?.items ?? []).flatMap(([name, range]) =>
    isWanted(name) ? [`${name}@${hasProtocol.test(range) ? '' : protocol}${range}`] : [],
  );
}

const hasProtocol = /^[a-z][a-z+-]*:/;

/** Which package a peer is stands in no entry: since Yarn 2 it is said that there is one. */
function peers(entry: YarnEntry): readonly string[] {
  const isOptional = optionalNames(entry, 'peerDependenciesMeta');
  return needed(entry, 'peerDependencies', (name) => !isOptional.has(name)).map((id) => `${id} (peer)`);
}
