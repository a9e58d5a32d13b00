import type { FileProblem } from '../model/problem.ts';
import type { Span } from '../parse/span.ts';
import {
  downloadParts,
  gitParts,
  maskUnknown,
  type Reference,
  type ReferenceFact,
  type ReferenceParts,
  type ReferenceSite,
  referenceFact,
  withoutCommits,
} from '../reference/index.ts';
import type { Script, ScriptCommand } from './commands.ts';
import { type LanguageManager, languageManagers } from './language-managers.ts';
import { operandsOf } from './options.ts';
import { absentVersion, addressed, unknownPackage, unresolvedIn, versionParts } from './package-parts.ts';

/** Reads `npm install -g name@1`, `go install path@v1`, `gem install name -v 1`, `cargo install name --version 1` and their like. */
export function* readLanguageInstall(
  site: ReferenceSite,
  _script: Script,
  _index: number,
  { program, words }: ScriptCommand,
): Iterable<ReferenceFact | FileProblem> {
  const command = `${program} ${words[0]?.resolved.text ?? ''}`;
  const manager = languageManagers.get(command) ?? languageManagers.get(program);
  if (!manager || runsInstalled(manager, words)) return;
  const { operands, values } = operandsOf(words, manager.values, manager.isRunner);
  const packages = afterAction(operands, manager.actions);
  if (!packages) return;
  const repository = values.get('--git');
  if (repository) {
    const ref = ['--rev', '--tag', '--branch'].map((option) => values.get(option)).find((found) => found);
    const parts = gitParts(site.file, repository.resolved, ref?.resolved ?? null);
    const isByName = !values.has('--rev') && ref !== undefined;
    if (parts) yield referenceFact(site, repository, isByName ? withoutCommits(parts, byName) : parts);
    return;
  }
  if (values.has('--path') || values.has('--file')) return;
  const option = manager.versionOptions?.find((name) => values.has(name)) ?? '';
  const chosen = chosenPackages(manager, packages, values);
  const version = chosen.length === 1 ? values.get(option) : undefined;
  for (const reference of chosen) yield* packageReference(site, manager, reference, version);
}

const byName = 'This option takes the name of a branch or tag, and no commit: write one with --rev.';

function runsInstalled({ installedOnly = [] }: LanguageManager, words: readonly Reference[]): boolean {
  const first = words.findIndex(({ resolved }) => !resolved.text.startsWith('-'));
  return words.slice(0, Math.max(first, 0)).some(({ resolved }) => installedOnly.includes(resolved.text));
}

/** An option may name the package of a program that it takes all other words for. */
function chosenPackages(
  { isOne }: LanguageManager,
  packages: readonly Reference[],
  values: ReadonlyMap<string, Reference>,
): readonly Reference[] {
  const named = values.get('--id') ?? (isOne && (values.get('--package') ?? values.get('-p')));
  if (named) return [named];
  return isOne ? packages.slice(0, 1) : packages;
}

/** The operands after the words that install, or `null` where the command does something else. */
function afterAction(
  operands: readonly Reference[],
  actions: LanguageManager['actions'],
): readonly Reference[] | null {
  const action = actions.find((words) =>
    words.every((word, index) => operands[index]?.resolved.text === word),
  );
  return action ? operands.slice(action.length) : null;
}

const url = /^(?:git\+|https?:|ssh:|git:|git@)/i;

/** Reads one package as its manager names it; `version` is that of an option beside it. */
export function* packageReference(
  site: ReferenceSite,
  manager: LanguageManager,
  reference: Reference,
  version: Reference | undefined,
): Iterable<ReferenceFact> {
  const masked = maskUnknown(reference.resolved);
  if (masked === '' || manager.isNone.test(masked)) return;
  if (url.test(masked)) {
    const parts = urlParts(site, reference);
    if (parts) yield referenceFact(site, reference, parts);
    return;
  }
  yield packageFact(site, manager, reference, masked, version);
}

/** `git+https://…#ref` is a repository, any other URL an archive. */
function urlParts({ file }: ReferenceSite, { resolved }: Reference): ReferenceParts | null {
  const isGit = /^git/i.test(resolved.text) || /\.git(?:#|$)/.test(resolved.text);
  return isGit ? gitParts(file, resolved) : downloadParts(file, resolved);
}

function packageFact(
  site: ReferenceSite,
  manager: LanguageManager,
  reference: Reference,
  masked: string,
  option: Reference | undefined,
): ReferenceFact {
  const { text } = reference.resolved;
  const match = masked.length <= longestName ? manager.form.exec(masked) : null;
  const { name: written, operator = '', version } = match?.groups ?? {};
  if (!match || written === undefined) {
    const because = 'It is no name of a package: its manager or the shell makes several of it.';
    return referenceFact(
      addressed(site, text),
      reference,
      unknownPackage(manager.kind ?? 'library', text, because),
    );
  }
  const start = masked.indexOf(written);
  const name: Span = { start, end: start + written.length };
  const range = version ? rangeOf(masked, version, name.end) : null;
  const inline = versionParts(site, reference, range, range && `${comparison(operator)}${cut(text, range)}`);
  const said =
    range || !option
      ? { ...inline, ...unresolvedIn(reference, name, range) }
      : { ...optionParts(site, option), ...unresolvedEither(reference, name, option) };
  const asked = said.request.is === 'nothing' ? '' : said.request.text;
  const isOpen = said.request.is === 'nothing' && !manager.isOne && masked === written;
  const absent = isOpen && manager.mark ? absentVersion(site, reference, manager.mark) : [];
  const isTag = asked !== '' && (manager.tags?.test(asked) ?? false);
  const isRef = asked !== '' && !isTag && (manager.refs?.test(asked) ?? false);
  return referenceFact(addressed(site, cut(text, name)), reference, {
    kind: manager.kind ?? 'library',
    ...identityOf(manager, cut(text, name)),
    ...said,
    slots: [...said.slots, ...absent],
    ...(isTag
      ? { request: { is: 'tag', text: asked } }
      : isRef
        ? { request: { is: 'git-ref', text: asked } }
        : {}),
  });
}

// No package is called longer.
const longestName = 300;

function rangeOf(masked: string, version: string, from: number): Span {
  const start = masked.indexOf(version, from);
  return { start, end: start + version.length };
}

/** `=1.2` of conda asks for what begins with it, which `1.2` says as well. */
function comparison(operator: string): string {
  return operator === '==' || operator === '=' ? '' : operator;
}

function optionParts(site: ReferenceSite, option: Reference): Pick<ReferenceParts, 'request' | 'slots'> {
  const { text } = option.resolved;
  return versionParts(site, option, { start: 0, end: text.length }, text);
}

function unresolvedEither(
  reference: Reference,
  name: Span,
  option: Reference,
): Pick<ReferenceParts, 'unresolved'> {
  const inName = unresolvedIn(reference, name, null);
  if (inName.unresolved) return inName;
  const version = unresolvedIn(option, { start: 0, end: option.resolved.text.length }, null).unresolved;
  return version ? { unresolved: { ...version, part: 'version' } } : {};
}

function cut(text: string, { start, end }: Span): string {
  return text.slice(start, end);
}

/** The module and the package in it that a path of Go names; any other name is the package's own. */
function identityOf({ type, kind }: LanguageManager, name: string): Pick<ReferenceParts, 'name' | 'subpath'> {
  if (kind && kind !== 'os-package') return { name };
  if (type !== 'golang') return { name: `${type}/${isFolded.has(type) ? name.toLowerCase() : name}` };
  const module = goModule(name);
  const subpath = name.slice(module.length + 1);
  return { name: `golang/${module}`, ...(subpath === '' ? {} : { subpath }) };
}

const isFolded: ReadonlySet<string> = new Set([
  'npm',
  'composer',
  'nuget',
  'pecl',
  'pear',
  'chocolatey',
  'winget',
]);
// On GitLab a repository may lie in a group of a group: its path is as long as it likes.
const hosted = /^(?:github\.com|bitbucket\.org|codeberg\.org)\/[^/]+\/[^/]+(?:\/v[0-9]+(?=\/|$))?/;
const majorAtEnd = /\/v[0-9]+$/;
const twoParts =
  /^(?:golang\.org\/x|k8s\.io|sigs\.k8s\.io|gopkg\.in|go\.uber\.org|google\.golang\.org)\/[^/]+(?:\/v[0-9]+(?=\/|$))?/;

/** Which part of a path is the module: the repository, what ends in a major version, or what stands before `cmd`. */
function goModule(path: string): string {
  if (majorAtEnd.test(path)) return path;
  const known = hosted.exec(path)?.[0] ?? twoParts.exec(path)?.[0];
  if (known) return known;
  const command = path.indexOf('/cmd/');
  return command < 0 ? path : path.slice(0, command);
}
