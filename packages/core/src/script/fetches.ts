import type { FileProblem } from '../model/problem.ts';
import type { ResolvedText } from '../parse/reference/index.ts';
import {
  downloadParts,
  gitParts,
  type Reference,
  type ReferenceFact,
  type ReferenceSite,
  referenceFact,
  withoutCommits,
} from '../reference/index.ts';
import { byName, type Checkout, checkoutsOf } from './checkouts.ts';
import { checksumOf, type SoleCheck, soleCheckOf } from './checksum.ts';
import { isShell, type Script, type ScriptCommand } from './commands.ts';
import { isPositional, operandsOf } from './options.ts';
import { ownImages } from './own-images.ts';

const curlValues: ReadonlySet<string> = new Set([
  ...['-A', '-b', '-c', '-C', '-d', '-D', '-e', '-E', '-F', '-h', '-H', '-K', '-m', '-o', '-P', '-Q', '-r'],
  ...['-t', '-T', '-u', '-U', '-w', '-x', '-X', '-y', '-Y', '-z', '--output', '--user-agent', '--header'],
  ...[
    '--retry',
    '--retry-delay',
    '--retry-max-time',
    '--connect-timeout',
    '--max-time',
    '--proxy',
    '--referer',
  ],
  ...[
    '--data',
    '--data-raw',
    '--data-binary',
    '--data-urlencode',
    '--form',
    '--user',
    '--request',
    '--cacert',
  ],
  ...['--cert', '--key', '--resolve', '--output-dir', '--write-out', '--cookie', '--cookie-jar', '--url'],
  ...[
    '--proto',
    '--proto-default',
    '--range',
    '--interface',
    '--limit-rate',
    '--dump-header',
    '--max-redirs',
  ],
  ...['--tlsv', '--ciphers', '--config', '--time-cond', '--upload-file', '--oauth2-bearer', '--json'],
  ...['--speed-limit', '--speed-time', '--keepalive-time', '--etag-save', '--etag-compare', '--noproxy'],
]);
const wgetValues: ReadonlySet<string> = new Set([
  ...[
    '-O',
    '-o',
    '-a',
    '-P',
    '-t',
    '-T',
    '-w',
    '-e',
    '-i',
    '-U',
    '-Q',
    '-l',
    '-A',
    '-R',
    '-D',
    '-I',
    '-X',
    '-B',
  ],
  ...[
    '--output-document',
    '--output-file',
    '--directory-prefix',
    '--tries',
    '--timeout',
    '--header',
    '--user',
  ],
  ...[
    '--password',
    '--user-agent',
    '--referer',
    '--post-data',
    '--post-file',
    '--execute',
    '--ca-certificate',
  ],
  ...['--method', '--body-data', '--waitretry', '--read-timeout', '--dns-timeout', '--connect-timeout'],
  ...['--load-cookies', '--save-cookies', '--secure-protocol'],
]);
const sending: readonly string[] = [
  ...[
    '-d',
    '--data',
    '--data-raw',
    '--data-binary',
    '--data-urlencode',
    '-F',
    '--form',
    '-T',
    '--upload-file',
  ],
  ...['--json', '--post-data', '--post-file', '--body-data'],
];

// It asks whether something is there, and takes only what is said about it.
const asking = /^(?:-[fsSLk]{0,8}I[fsSLk]{0,8}|--head|--spider)$/;

/** A script with what can only be told from all of its commands. */
export interface FetchingScript extends Script {
  readonly check: SoleCheck | null;
  /** What is checked out after a clone, by the index of the clone. */
  readonly checkouts: ReadonlyMap<number, Checkout>;
  /** Whether it builds an image, given without its tag, or the scripts beside it do. */
  readonly isBuilt: (image: string) => boolean;
  /** The commands whose output goes right into another, by the index of that one. */
  readonly writers: ReadonlyMap<number | undefined, readonly ScriptCommand[]>;
  /** The URLs of the chart repositories that the commands read so far add, by name. */
  readonly repositories: Map<string, ResolvedText>;
}

/** Looks through a script once for checks, checkouts, builds and pipes. */
export function fetchingScript(script: Script): FetchingScript {
  const { commands, isBuilt } = script;
  return {
    ...script,
    check: soleCheckOf(commands),
    checkouts: checkoutsOf(commands),
    isBuilt: (image) => ownImages(commands).has(image) || isBuilt?.(image) === true,
    writers: Map.groupBy(commands, ({ pipeline }) => pipeline[0]),
    repositories: new Map(),
  };
}

// What only asks whether something answers.
const outputs = ['-o', '--output', '-O', '--output-document'] as const;

/** Whether nothing is kept of what is fetched, or something else than fetching is asked for. */
function isNoFetch(words: readonly Reference[], values: ReadonlyMap<string, Reference>): boolean {
  if (sending.some((option) => values.has(option))) return true;
  const method = values.get('-X') ?? values.get('--request') ?? values.get('--method');
  if (method && (method.resolved.text.toUpperCase() !== 'GET' || isOfUnknownHost(words))) return true;
  return (
    outputs.some((option) => values.get(option)?.resolved.text === '/dev/null') ||
    words.some(({ resolved }) => asking.test(resolved.text))
  );
}

/** A service that only a run knows, and that is told a method, is asked for something and not for a file. */
function isOfUnknownHost(words: readonly Reference[]): boolean {
  return words.some(({ resolved }) => /^https?:\/\/\$/.test(resolved.text));
}

/** Reads the URLs that curl and wget fetch; sending data somewhere is no download, nor is asking whether it is there. */
export function* readFetch(
  site: ReferenceSite,
  script: FetchingScript,
  index: number,
  command: ScriptCommand,
): Iterable<ReferenceFact | FileProblem> {
  const isCurl = command.program === 'curl';
  const { operands, values } = operandsOf(command.words, isCurl ? curlValues : wgetValues);
  if (isNoFetch(command.words, values)) return;
  const url = values.get('--url');
  const interpreter = runBy(script, index);
  const address = interpreter === null ? site.address : `${site.address} | ${interpreter}`;
  for (const reference of url ? [url, ...operands] : operands) {
    const parts = downloadParts(site.file, reference.resolved, true);
    if (!parts) continue;
    const checksum = script.check?.fetch === index ? checksumOf(site.file, script.check) : null;
    yield referenceFact({ ...site, address }, reference, {
      ...parts,
      ...(checksum ? { digest: checksum.digest, slots: [...parts.slots, ...checksum.slots] } : {}),
    });
  }
}

const interpreters: ReadonlySet<string> = new Set([
  'python',
  'python3',
  'perl',
  'ruby',
  'node',
  'php',
  'fish',
]);
const evaluating: ReadonlySet<string> = new Set(['eval', 'source', '.']);

/** The program that runs what a command writes: `curl | sh`, `sh -c "$(curl …)"`, `eval "$(curl …)"`. */
function runBy({ commands }: FetchingScript, index: number): string | null {
  const command = commands[index];
  const outer = command?.within === null || command === undefined ? undefined : commands[command.within];
  const readers = command?.pipeline.map((reader) => commands[reader]?.program) ?? [];
  for (const program of [...readers, outer?.program]) {
    if (program === undefined) continue;
    if (isShell(program) || interpreters.has(program)) return program;
    if (program === outer?.program && evaluating.has(program)) return program;
  }
  return null;
}

const cloneValues: ReadonlySet<string> = new Set([
  ...[
    '-b',
    '--branch',
    '--depth',
    '-o',
    '--origin',
    '-c',
    '--config',
    '--reference',
    '-j',
    '--jobs',
    '--filter',
  ],
  ...[
    '--template',
    '--separate-git-dir',
    '--shallow-since',
    '--shallow-exclude',
    '-u',
    '--upload-pack',
    '-C',
  ],
  ...['--reference-if-able', '--server-option', '--bundle-uri', '--revision'],
]);

/** Reads `git clone URL`: at the branch that it names, or at what the next checkout of the same RUN takes. */
export function* readGitClone(
  site: ReferenceSite,
  script: FetchingScript,
  index: number,
  { words }: ScriptCommand,
): Iterable<ReferenceFact | FileProblem> {
  const { operands, values } = operandsOf(words, cloneValues);
  const [action, repository] = operands;
  if (action?.resolved.text !== 'clone' || !repository || isPositional(repository.resolved.text)) return;
  const named = values.get('-b') ?? values.get('--branch') ?? values.get('--revision');
  const checkout = script.checkouts.get(index);
  const parts = gitParts(site.file, repository.resolved, named?.resolved ?? checkout?.ref ?? null);
  if (!parts) return;
  const isByName = named ? !values.has('--revision') : checkout?.isByName === true;
  yield referenceFact(site, repository, isByName ? withoutCommits(parts, byName) : parts);
}
