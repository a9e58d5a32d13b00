import {
  type ChosenFact,
  encodedText,
  type FileProblem,
  parseGitUrl,
  type ReferenceFact,
  referenceFact,
  repositoryLocation,
  type SourceFile,
  type Span,
  slotsAt,
} from '@fineprint/core';

/** A section with the source of its gems. */
interface Section {
  readonly name: string;
  readonly values: Map<string, string>;
}

/** A gem while its lines are read: one for each platform may stand there. */
interface LockedGem {
  readonly at: Span;
  readonly version: string;
  readonly section: Section;
  readonly needs: Set<string>;
}

const header = /^[A-Z][A-Z ]*$/;
const setting = /^ {2}(?<name>[a-z]+): (?<value>\S.*)$/;
const gem = /^ {4}(?<name>[^\s(]+) \((?<version>[^)-]+)(?:-[^)]+)?\)$/;
const need = /^ {6}(?<name>[^\s(!]+)/;
const checksum = /^ {2}(?<name>[^\s(]+) \((?<version>[^)-]+)(?:-[^)]+)?\) (?<hashes>\S+)$/;

/** Reads `Gemfile.lock` (https://bundler.io/man/bundle-lock.1.html). */
export function* readLockfile(file: SourceFile): Iterable<ChosenFact | ReferenceFact | FileProblem> {
  const gems = new Map<string, LockedGem>();
  const hashes = new Map<string, Set<string>>();
  let section: Section = { name: '', values: new Map() };
  let last: LockedGem | null = null;
  let start = file.text.startsWith('\uFEFF') ? 1 : 0;
  for (const written of file.text.slice(start).split('\n')) {
    const line = written.trimEnd();
    const at = { start, end: start + line.length };
    start += written.length + 1;
    if (header.test(line)) section = { name: line, values: new Map() };
    else if (line !== '' && !line.startsWith(' '))
      yield file.problem('syntax-invalid', 'This line is none of a lockfile of Bundler.', at);
    else if (section.name === 'CHECKSUMS') addChecksum(hashes, line);
    else if (section.name === 'BUNDLED WITH' || section.name === 'RUBY VERSION')
      yield* toolFact(file, section.name, line, at);
    else if (hasGems.has(section.name)) last = addLine(gems, section, line, at, last);
  }
  for (const [name, locked] of gems)
    yield chosenFact(file, name, locked, hashes.get(`${name} ${locked.version}`));
}

const hasGems: ReadonlySet<string> = new Set(['GEM', 'GIT', 'PATH', 'PLUGIN SOURCE']);

function addLine(
  gems: Map<string, LockedGem>,
  section: Section,
  line: string,
  { start }: Span,
  last: LockedGem | null,
): LockedGem | null {
  const { name = '', value } = setting.exec(line)?.groups ?? {};
  if (value !== undefined) section.values.set(name, value);
  const locked = gem.exec(line)?.groups;
  if (locked?.name && locked.version) {
    const known = gems.get(locked.name);
    if (known) return known;
    const at = { start: start + 4, end: start + 4 + locked.name.length };
    const made = { at, version: locked.version, section, needs: new Set<string>() };
    gems.set(locked.name, made);
    return made;
  }
  const needed = need.exec(line)?.groups?.name;
  if (needed) last?.needs.add(needed);
  return last;
}

function addChecksum(hashes: Map<string, Set<string>>, line: string): void {
  const { name, version, hashes: written = '' } = checksum.exec(line)?.groups ?? {};
  if (!name || !version) return;
  const known = hashes.get(`${name} ${version}`) ?? new Set<string>();
  hashes.set(`${name} ${version}`, known);
  for (const hash of written.split(','))
    if (/^sha\d+=[0-9a-f]+$/.test(hash)) known.add(hash.replace('=', ':'));
}

function* toolFact(
  file: SourceFile,
  section: string,
  line: string,
  { start }: Span,
): Iterable<ReferenceFact> {
  const match = /^ +(?:ruby )?(?<version>\d[0-9A-Za-z.]*?)(?:p\d+)?$/d.exec(line);
  const [from, to] = match?.indices?.groups?.version ?? [];
  if (from === undefined || to === undefined) return;
  const at = { start: start + from, end: start + to };
  const version = line.slice(from, to);
  const resolved = encodedText(version, at, true);
  const address = section === 'BUNDLED WITH' ? 'bundled-with' : 'ruby-version';
  yield referenceFact(
    { file, address, usage: 'build' },
    { at, resolved },
    {
      kind: 'tool',
      name: section === 'BUNDLED WITH' ? 'bundler' : 'ruby',
      request: { is: 'version', text: version },
      slots: slotsAt(file, 'version', resolved, { start: 0, end: version.length }),
    },
  );
}

function chosenFact(
  file: SourceFile,
  name: string,
  { at, version, section, needs }: LockedGem,
  hashes: ReadonlySet<string> | undefined,
): ChosenFact {
  const remote = section.values.get('remote') ?? '';
  const commit = section.values.get('revision');
  const git = section.name === 'GIT' ? parseGitUrl(remote) : null;
  const host = /^https?:\/\/(?:[^/@]*@)?(?<host>[^/?#]+)/.exec(remote)?.groups?.host;
  const identity =
    git && git.is !== 'unknown'
      ? { kind: 'git-source', name: repositoryLocation(git), source: git.url }
      : { kind: 'library', name: `gem/${name}`, ...(host ? { source: host.toLowerCase() } : {}) };
  return {
    is: 'chosen',
    place: file.place(at),
    text: name,
    ids: [name],
    ...identity,
    locked: {
      version,
      ...(identity.kind === 'git-source' && commit ? { commit } : {}),
      hashes: [...(hashes ?? [])],
    },
    needs: [...needs],
    ...(section.name === 'PATH' ? { isOwn: true } : {}),
  };
}
