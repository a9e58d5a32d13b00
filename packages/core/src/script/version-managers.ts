import {
  maskUnknown,
  type Reference,
  type ReferenceFact,
  type ReferenceSite,
  referenceFact,
  runtimeName,
  slotsAt,
  unresolvedPart,
} from '../reference/index.ts';
import type { Script, ScriptCommand } from './commands.ts';
import { operandsOf, restOf } from './options.ts';

/** How a manager of versions is told what to install. */
interface VersionManager {
  /** The words before it, one of the ways. */
  readonly actions: readonly string[];
  /** The tool of managers of one; the others are told its name: as a word before the version, or before an `@`. */
  readonly tool?: string;
  readonly isJoined?: true;
}

/** Managers of versions, by the name of their program. */
export const versionManagers: ReadonlyMap<string, VersionManager> = new Map<string, VersionManager>([
  ...['nvm', 'fnm', 'nodenv'].map((name) => [name, { actions: ['install'], tool: 'node' }] as const),
  ['pyenv', { actions: ['install'], tool: 'python' }],
  ['rbenv', { actions: ['install'], tool: 'ruby' }],
  ['goenv', { actions: ['install'], tool: 'go' }],
  ['tfenv', { actions: ['install'], tool: 'terraform' }],
  ['tofuenv', { actions: ['install'], tool: 'tofu' }],
  ['tgenv', { actions: ['install'], tool: 'terragrunt' }],
  ['rustup', { actions: ['toolchain install', 'install', 'default'], tool: 'rust' }],
  ['asdf', { actions: ['install'] }],
  ['sdk', { actions: ['install'] }],
  ['mise', { actions: ['use', 'install'], isJoined: true }],
]);

const values: ReadonlySet<string> = new Set([
  ...['--profile', '--component', '-c', '--target', '-t', '--reinstall-packages-from', '--env', '--path'],
  ...['-j', '--jobs', '-e', '-p'],
]);

/** Reads the tools that `nvm install 20`, `asdf install nodejs 20.1.0` or `mise use node@20` put on a machine. */
export function* readVersionInstall(
  site: ReferenceSite,
  _script: Script,
  _index: number,
  { program, words }: ScriptCommand,
): Iterable<ReferenceFact> {
  const manager = versionManagers.get(program);
  const { operands } = operandsOf(words, values);
  const action = manager?.actions.find((each) =>
    each.split(' ').every((word, at) => operands[at]?.resolved.text === word),
  );
  if (!manager || action === undefined) return;
  const [first, second, ...others] = operands.slice(action.split(' ').length);
  if (manager.isJoined) {
    for (const each of [first, second, ...others]) if (each) yield* joinedTool(site, each);
  } else if (manager.tool !== undefined && first) yield* toolFact(site, manager.tool, first);
  else if (manager.tool === undefined && first && second)
    yield* toolFact(site, runtimeName(first.resolved.text), second);
}

/** `node@20`; a name with a colon is that of a package of somewhere else. */
function* joinedTool(site: ReferenceSite, word: Reference): Iterable<ReferenceFact> {
  const at = maskUnknown(word.resolved).indexOf('@', 1);
  const name = word.resolved.text.slice(0, at);
  if (at > 0 && /^[\w-]+$/.test(name)) yield* toolFact(site, runtimeName(name), restOf(word, at + 1));
}

/** Paths and words such as `default` and `system` are what the machine has. */
function* toolFact(site: ReferenceSite, name: string, { at, resolved }: Reference): Iterable<ReferenceFact> {
  const { text } = resolved;
  if (text === '' || /^(?:\.{0,2}\/|(?:default|system|current|min-required)$)/.test(text)) return;
  yield referenceFact(
    { ...site, address: `${site.address}/${name}` },
    { at, resolved },
    {
      kind: 'tool',
      name,
      request: { is: /\d|\$/.test(text) ? 'version' : 'tag', text },
      ...unresolvedPart('version', resolved),
      slots: slotsAt(site.file, 'version', resolved, { start: 0, end: text.length }),
    },
  );
}
