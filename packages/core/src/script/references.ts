import type { FileProblem } from '../model/problem.ts';
import { downloadParts, type ReferenceFact, type ReferenceSite, referenceFact } from '../reference/index.ts';
import { readHelm, readKubectl, readKustomize } from './cluster-commands.ts';
import type { Script, ScriptCommand } from './commands.ts';
import { readContainerCommand } from './container-commands.ts';
import { type FetchingScript, fetchingScript, readFetch, readGitClone } from './fetches.ts';
import { readGalaxy } from './galaxy.ts';
import { readJenkinsPlugins } from './jenkins-plugins.ts';
import { languageManagers } from './language-managers.ts';
import { readLanguageInstall } from './language-packages.ts';
import { isPositional } from './options.ts';
import { packageManagers, readPackageInstall } from './os-packages.ts';
import { containerPrograms } from './own-images.ts';
import { readPipInstall } from './python-packages.ts';
import { readVersionManager, versionManagers } from './version-managers.ts';

/** Reads what the commands of a script install and fetch; `site.address` is that of the script. */
export function* scriptReferences(
  site: ReferenceSite,
  script: Script,
): Iterable<ReferenceFact | FileProblem> {
  const fetching = fetchingScript(script);
  yield* site.file.problems(script.problems);
  for (const [index, command] of script.commands.entries())
    yield* readCommand(site, fetching, index, command);
}

/** Reads the archives behind URLs that `rpm -U` installs. */
function* readRpm(
  site: ReferenceSite,
  _script: FetchingScript,
  _index: number,
  { words }: ScriptCommand,
): Iterable<ReferenceFact> {
  for (const word of words) {
    const parts = /^https?:/.test(word.resolved.text) ? downloadParts(site.file, word.resolved) : null;
    if (parts) yield referenceFact(site, word, parts);
  }
}

/** How the commands of one program are read, and what it is called in addresses where not by its name. */
interface Program {
  readonly read: (
    site: ReferenceSite,
    script: FetchingScript,
    index: number,
    command: ScriptCommand,
  ) => Iterable<ReferenceFact | FileProblem>;
  readonly name?: string;
  /** Whether the order of its words matters so much that none may be left out. */
  readonly isOrdered?: true;
  /** Whether what it is given keeps the place of the words behind. */
  readonly keepsGiven?: true;
}

function* readCommand(
  site: ReferenceSite,
  script: FetchingScript,
  index: number,
  command: ScriptCommand,
): Iterable<ReferenceFact | FileProblem> {
  const program = programs.get(command.program.replace(versionSuffix, ''));
  if (!program) return;
  const address = `${site.address}.${program.name ?? command.program}`;
  const words = command.words.filter(
    ({ resolved: { text } }) =>
      !options.test(text) && !emptied.test(text) && (program.keepsGiven || !isPositional(text)),
  );
  yield* program.read(
    { ...site, address },
    script,
    index,
    program.isOrdered ? command : { ...command, words },
  );
}

// `$CURL_OPTS` and the like hold options, if anything.
const options = /^\$[({]?\w{0,60}(?:opts?|options|flags|args|arguments)(?:\[[@*]\])?[)}]?$/i;

// `"$name==$version"` of a function that is called with nothing.
const emptied = /^[=:@]+$/;

const versionSuffix = /(?<=^(?:pip|python))[0-9](?:\.[0-9]+)?$/;

const programs: ReadonlyMap<string, Program> = new Map<string, Program>([
  ...[...packageManagers.keys()].map((name) => [name, { read: readPackageInstall }] as const),
  ...[...languageManagers.keys()].map((name) => [name, { read: readLanguageInstall }] as const),
  ...[...versionManagers.keys()].map((name) => [name, { read: readVersionManager }] as const),
  ...['pip', 'python', 'uv'].map((name) => [name, { read: readPipInstall, name: 'pip' }] as const),
  ...['curl', 'wget'].map((name) => [name, { read: readFetch }] as const),
  ['git', { read: readGitClone, keepsGiven: true }],
  ['helm', { read: readHelm }],
  ...['kubectl', 'oc'].map((name) => [name, { read: readKubectl }] as const),
  ['kustomize', { read: readKustomize }],
  ['rpm', { read: readRpm }],
  ['ansible-galaxy', { read: readGalaxy }],
  ...['jenkins-plugin-cli', 'install-plugins.sh'].map(
    (name) => [name, { read: readJenkinsPlugins }] as const,
  ),
  ...containerPrograms.map((name) => [name, { read: readContainerCommand, isOrdered: true }] as const),
]);

/** Words of which a script has one where it installs or fetches anything; for `Format.words`. */
export const scriptWords: readonly string[] = [...programs.keys()].map((program) =>
  // `go` and `oc` are in many words.
  program.length < 3 ? `${program} ` : program,
);

// A program may be held by a variable or an expression of another tool; its name is in the other's, or nobody knows it here.
const runsVariable = /(?:^|[;&|(\n])[ \t]{0,200}["']?(?:\$|\{\{|<<|@)/;
const namesProgram = new RegExp(scriptWords.map((word) => word.replace(/[.-]/g, '\\$&')).join('|'));

/** Whether a script can install or fetch anything; most that other formats hold only run what is there. */
export function mayFetch(text: string): boolean {
  return namesProgram.test(text) || runsVariable.test(text);
}
