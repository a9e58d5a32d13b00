import { downloadParts, type ReferenceFact, type ReferenceSite, referenceFact } from '@fineprint/core';
import type { Command, Commands } from './commands.ts';
import { parametersOf, referenceOf } from './parameters.ts';
import type { Word } from './tokens.ts';

// What they call a URL, and what says that a file comes of it.
const web = { urls: ['uri'], files: ['outfile'] };
const fetchers: ReadonlyMap<string, typeof web> = new Map([
  ...['invoke-webrequest', 'iwr', 'invoke-restmethod', 'irm', 'wget', 'curl'].map(
    (name) => [name, web] as const,
  ),
  ['start-bitstransfer', { urls: ['source'], files: ['source', 'destination'] }],
]);
const running: ReadonlySet<string> = new Set(['iex', 'invoke-expression']);
// Functions of one's own that fetch are called differently everywhere; what they are given is not.
const ownUrls = ['url', 'uri', 'downloadurl'];
const file =
  /\.(?:exe|msi|msix|msixbundle|appx|zip|7z|tgz|tar\.\w{1,4}|nupkg|vsix|ps1|psm1|jar|whl|pkg|deb|rpm|cab|iso|dmg)$/i;

/** Programs whose names Windows PowerShell gives to a cmdlet. */
const programs: ReadonlySet<string> = new Set(['curl', 'wget']);

/** Whether a program's name is called as a cmdlet: `curl -Uri`. */
export function isAlias({ name, words }: Command): boolean {
  if (!programs.has(name)) return false;
  const { named } = parametersOf(words);
  return [...named.keys()].some((each) => each === 'uri' || each === 'outfile' || each === 'method');
}

/** Reads what a command fetches; an answer of a service that is only looked at is no download. */
export function* readDownload(
  site: ReferenceSite,
  { list, lookup }: Commands,
  command: Command,
): Iterable<ReferenceFact> {
  if (programs.has(command.name) && !isAlias(command)) return;
  const next = list[command.pipesInto ?? -1]?.name ?? '';
  const isRun = command.isRun || running.has(next);
  for (const { word, isFile } of urlsOf(command)) {
    const reference = referenceOf(site.file.text, word, lookup);
    const parts = downloadParts(site.file, reference.resolved);
    if (!parts || !(isFile || isRun || file.test(parts.name))) continue;
    const address = `${site.address}.${command.name}${isRun ? ' | iex' : ''}`;
    yield referenceFact({ ...site, address }, reference, parts);
  }
}

function urlsOf({ name, words }: Command): readonly { readonly word: Word; readonly isFile: boolean }[] {
  if (/^download(?:file|string|data)/.test(name)) return words.map((word) => ({ word, isFile: true }));
  const fetcher = fetchers.get(name);
  const { named, positional } = parametersOf(words);
  const given = (fetcher?.urls ?? ownUrls).flatMap((each) => named.get(each) ?? []);
  const urls = given.length > 0 || !fetcher ? given : (positional[0] ?? []);
  return urls.map((word) => ({ word, isFile: fetcher?.files.some((each) => named.has(each)) ?? false }));
}
