import {
  type DependencyFact,
  encodedText,
  gitParts,
  libraryParts,
  type ReferenceParts,
  type ReferenceSite,
  type ResolvedText,
  referenceFact,
  resolvedText,
  withoutCommits,
} from '@fineprint/core';
import type { Argument } from './statements.ts';

/** What the blocks around a `gem` say for it: `git "…" do`, `path "…" do`, `source "…" do`. */
export type Options = ReadonlyMap<string, Argument>;

/** Reads the arguments of `gem`, or of `add_dependency`; `null` where the gem lies in the repository. */
export function gemFact(
  site: ReferenceSite,
  args: readonly Argument[],
  around: Options = new Map(),
): DependencyFact | null {
  const [name, ...rest] = args;
  if (name?.is !== 'string') return null;
  const requirements = rest.filter(({ key }) => key === null);
  const option = (key: string) => rest.find((each) => each.key === key) ?? around.get(key);
  if (option('path')) return null;
  const resolved = encodedText(name.text, name, true);
  const parts =
    repositoryParts(site, option) ?? registryParts(site, name.text, requirements, option('source') ?? null);
  if (!parts) return null;
  const at = { start: name.start, end: name.end };
  const fact = referenceFact({ ...site, address: `${site.address}.${name.text}` }, { at, resolved }, parts);
  return { ...fact, asked: { name: name.text, spec: requirements.map(({ text }) => text).join(', ') } };
}

const hosts: ReadonlyMap<string, string> = new Map([
  ['github', 'https://github.com/'],
  ['gist', 'https://gist.github.com/'],
  ['bitbucket', 'https://bitbucket.org/'],
  ['gitlab', 'https://gitlab.com/'],
]);

function repositoryParts(
  { file }: ReferenceSite,
  option: (key: string) => Argument | undefined,
): ReferenceParts | null {
  const written = (argument: Argument) => encodedText(argument.text, argument, argument.is === 'string');
  const ref = ['ref', 'tag', 'branch'].map(option).find((found) => found?.is === 'string');
  const selected = ref ? written(ref) : null;
  const git = option('git');
  const repository = (url: ResolvedText) => {
    const parts = gitParts(file, url, selected);
    return parts && ref?.key !== 'ref' ? withoutCommits(parts, byName) : parts;
  };
  if (git?.is === 'string') return repository(written(git));
  for (const [key, prefix] of hosts) {
    const short = option(key);
    if (short?.is === 'string') return repository(prefixed(prefix, short));
  }
  return null;
}

const byName = 'A "tag" or "branch" takes no commit: write one as "ref".';

/** `github: "rails"` is short for `rails/rails`. */
function prefixed(prefix: string, { text, start, end }: Argument): ResolvedText {
  const span = { start, end };
  const before = { is: 'supplied', text: prefix, span, verbatim: false, via: [] } as const;
  const path = text.includes('/') ? text : `${text}/${text}`;
  return resolvedText([before, { ...before, text: path }]);
}

const operator = /^(?<operator>=|!=|>=?|<=?|~>)?\s*(?<version>\S+)$/d;

function registryParts(
  { file }: ReferenceSite,
  name: string,
  requirements: readonly Argument[],
  source: Argument | null,
): ReferenceParts {
  const host = /^https?:\/\/(?:[^/@]*@)?(?<host>[^/?#]+)/.exec(source?.text ?? '')?.groups?.host;
  const rest = { ...(host ? { source: host.toLowerCase() } : {}) };
  const [first, second] = requirements;
  if (!first) return { ...libraryParts(file, `gem/${name}`, null), ...rest };
  if (requirements.some(({ is }) => is !== 'string')) {
    const because = 'The file puts its version together when it is run.';
    return { ...libraryParts(file, `gem/${name}`, null), ...rest, unresolved: { part: 'version', because } };
  }
  if (second) {
    const text = requirements.map((each) => each.text).join(', ');
    const all = encodedText(text, { start: first.start, end: first.end }, false);
    return { ...libraryParts(file, `gem/${name}`, all), ...rest, slots: [] };
  }
  return { ...oneRequirement(file, name, first), ...rest };
}

/** `= 1.2` and `1.2` ask for exactly that version; the slot of a range is what stands behind its operator. */
function oneRequirement(
  file: ReferenceSite['file'],
  name: string,
  { text, start }: Argument,
): ReferenceParts {
  const match = operator.exec(text.trim());
  const [from, to] = match?.indices?.groups?.version ?? [0, text.length];
  const { operator: sign = '', version = text } = match?.groups ?? {};
  const lead = text.length - text.trimStart().length;
  const at = { start: start + lead + from, end: start + lead + to };
  const asked = sign === '' || sign === '=' ? version : text.trim();
  return libraryParts(file, `gem/${name}`, encodedText(version, at, true), asked);
}
