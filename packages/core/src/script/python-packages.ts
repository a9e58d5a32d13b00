import type { FileProblem } from '../model/problem.ts';
import type { Span } from '../parse/span.ts';
import {
  downloadParts,
  gitParts,
  invalidReference,
  maskUnknown,
  type PlacedSlot,
  partOf,
  type Reference,
  type ReferenceFact,
  type ReferenceParts,
  type ReferenceSite,
  referenceFact,
  slotsAt,
} from '../reference/index.ts';
import type { Script, ScriptCommand } from './commands.ts';
import { operandsOf } from './options.ts';
import { absentVersion, addressed, unknownPackage, unresolvedIn, versionParts } from './package-parts.ts';

const pipValues: ReadonlySet<string> = new Set([
  ...['-r', '--requirement', '-c', '--constraint', '-e', '--editable', '-t', '--target', '-i', '--index-url'],
  ...['--root-user-action', '-d', '--dest', '-w', '--wheel-dir'],
  ...[
    '--extra-index-url',
    '-f',
    '--find-links',
    '--platform',
    '--python-version',
    '--implementation',
    '--abi',
  ],
  ...['--root', '--prefix', '--src', '--upgrade-strategy', '-C', '--config-settings', '--global-option'],
  ...['--install-option', '--no-binary', '--only-binary', '--progress-bar', '--report', '--use-feature'],
  ...['--proxy', '--retries', '--timeout', '--exists-action', '--trusted-host', '--cert', '--client-cert'],
  ...['--cache-dir', '--log', '--python', '--keyring-provider', '-p', '--index', '--default-index', '-o'],
  ...['--override', '--index-strategy', '--torch-backend', '--extra', '--group', '--exclude-newer', '-b'],
]);
// https://packaging.python.org/specifications/dependency-specifiers/, with what a variable leaves open.
const requirement =
  /^\s*(?<name>[a-z0-9\0](?:[a-z0-9._\0-]*[a-z0-9\0])?)(?:\s*\[[^\]]*\])?(?:\s*(?<spec>(?:===?|~=|!=|<=?|>=?)\s*[^\s;<>=][^;]*|\([^)]*\)))?(?:\s*;.*)?$/is;
const oneComparison = /^(?<operator>===?|~=|<=?|>=?)\s*(?<version>[^\s,;]+)\s*$/;

/** Reads `pip install name==version`; requirement files, paths and what `-e` names locally are no packages. */
export function* readPipInstall(
  site: ReferenceSite,
  _script: Script,
  _index: number,
  { program, words }: ScriptCommand,
): Iterable<ReferenceFact | FileProblem> {
  const after = afterInstall(program, words);
  if (!after) return;
  const { operands, values } = operandsOf(after, pipValues);
  const editable = values.get('-e') ?? values.get('--editable');
  for (const reference of editable ? [...operands, editable] : operands)
    yield* pythonReference(site, reference);
}

/** Reads one requirement: `name==version`, `name @ URL`, a URL; a path or a file names no package. */
export function* pythonReference(
  site: ReferenceSite,
  reference: Reference,
): Iterable<ReferenceFact | FileProblem> {
  const masked = maskUnknown(reference.resolved);
  if (masked === '' || isPath.test(masked)) return;
  const url = urlParts(site, reference);
  if (url) yield referenceFact(site, reference, url);
  else yield* pythonPackage(site, reference, masked);
}

const isPath = /^(?:\.{1,2}(?:$|[/[])|[/~]|[^:@\s<>=]*\/|[^:@\s<>=]*\.(?:whl|zip|tar\.gz|txt)$)/;

const fetching: ReadonlySet<string> = new Set(['install', 'download', 'wheel']);

/** `pip install`, `python -m pip install`, `uv pip install`: the words after it. */
function afterInstall(program: string, words: readonly Reference[]): readonly Reference[] | null {
  const texts = words.map(({ resolved }) => resolved.text);
  const isPip = program.startsWith('pip');
  const pip = isPip ? -1 : texts.indexOf('pip');
  if (!isPip && (pip < 0 || (program !== 'uv' && texts[pip - 1] !== '-m'))) return null;
  const install = texts.findIndex((text, index) => index > pip && fetching.has(text));
  return install < 0 || texts.slice(pip + 1, install).some((text) => !text.startsWith('-'))
    ? null
    : words.slice(install + 1);
}

/** `name @ URL`, `git+URL@ref#egg=name` and plain URLs are fetched from where they say. */
function urlParts({ file }: ReferenceSite, { resolved }: Reference): ReferenceParts | null {
  const masked = maskUnknown(resolved);
  const named = /^\s*[A-Za-z0-9._-]+(?:\[[^\]]*\])?\s*@\s*/.exec(masked)?.[0].length ?? 0;
  const url = partOf(resolved, { start: named, end: resolved.text.length });
  const maskedUrl = masked.slice(named);
  if (!/^git\+/i.test(maskedUrl)) return downloadParts(file, url);
  const hash = maskedUrl.indexOf('#');
  const end = hash < 0 ? url.text.length : hash;
  const path = maskedUrl.indexOf('/', maskedUrl.indexOf('://') + 3);
  const at = maskedUrl.slice(0, end).indexOf('@', path);
  const ref = path < 0 || at < 0 ? null : partOf(url, { start: at + 1, end });
  return gitParts(file, partOf(url, { start: 'git+'.length, end: ref ? at : end }), ref);
}

function* pythonPackage(
  site: ReferenceSite,
  reference: Reference,
  masked: string,
): Iterable<ReferenceFact | FileProblem> {
  const { text } = reference.resolved;
  const match = requirement.exec(masked.trimEnd());
  const written = match?.groups?.name;
  if (!match || written === undefined) {
    const reason = 'It is no requirement of a Python package.';
    if (!masked.includes('\0')) yield invalidReference(site.file, reference, 'it is no Python requirement');
    yield referenceFact(site, reference, unknownPackage('library', text, reason));
    return;
  }
  const start = masked.indexOf(written);
  const name = text.slice(start, start + written.length);
  const spec = match.groups?.spec?.trim();
  const specStart = spec === undefined ? null : masked.indexOf(spec, start + written.length);
  const range =
    spec === undefined || specStart === null ? null : { start: specStart, end: specStart + spec.length };
  const single = spec === undefined ? null : oneComparison.exec(spec)?.groups;
  const version = single?.version;
  const versionRange =
    range && version !== undefined ? { ...range, start: range.end - version.length } : null;
  const isExact = single?.operator?.startsWith('==') && !version?.endsWith('*');
  const isBare = range === null && /^[\w.-]+(?:\[[\w., -]*\])?$/.test(masked);
  const asked = range && text.slice(isExact && versionRange ? versionRange.start : range.start, range.end);
  yield referenceFact(addressed(site, name), reference, {
    kind: 'library',
    // PEP 503: names are compared in lower case, runs of `-`, `_` and `.` being one dash.
    name: `pypi/${written.includes('\0') ? name : name.toLowerCase().replace(/[-_.]+/g, '-')}`,
    ...versionParts(site, reference, versionRange, asked),
    ...(isBare ? { slots: absentVersion(site, reference, '==') } : {}),
    ...(range && !isExact ? { slots: exactInstead(site, reference, range) } : {}),
    ...unresolvedIn(reference, { start, end: start + written.length }, range),
  });
}

/** An exact version takes the place of a constraint as a whole. */
function exactInstead({ file }: ReferenceSite, { resolved }: Reference, range: Span): readonly PlacedSlot[] {
  const absent = { before: '==', after: '' };
  return slotsAt(file, 'version', resolved, range).map((slot) => ({ ...slot, absent }));
}
