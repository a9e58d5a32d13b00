import type { ReferenceFact } from '../reference/index.ts';
import {
  partOf,
  type Reference,
  type ReferenceSite,
  referenceFact,
  runtimeName,
  slotsAt,
  unresolvedPart,
} from '../reference/index.ts';
import type { Script, ScriptCommand } from './commands.ts';
import { operandsOf } from './options.ts';
import { addressed } from './package-parts.ts';

/** How a program is told which version of a tool to install. */
interface VersionManager {
  /** The words that install, one of the ways. */
  readonly actions: readonly (readonly string[])[];
  /** The one tool that it installs, or how it is named: before its version, or with it. */
  readonly tool: string | 'before' | 'with';
  readonly values?: ReadonlySet<string>;
}

const install = [['install']] as const;
const shared: VersionManager = {
  actions: install,
  tool: 'with',
  values: new Set(['-C', '--cd', '-j', '--jobs', '-e', '--env', '-p', '--path']),
};
const node: VersionManager = {
  actions: install,
  tool: 'node',
  values: new Set(['--reinstall-packages-from']),
};
const rustup: VersionManager = {
  actions: [['toolchain', 'install'], ['default'], ['install']],
  tool: 'rust',
  values: new Set(['--profile', '-c', '--component', '-t', '--target']),
};

/** The version managers that are read, by the name of their program. */
export const versionManagers: ReadonlyMap<string, VersionManager> = new Map<string, VersionManager>([
  ...['nvm', 'fnm', 'nodenv'].map((name) => [name, node] as const),
  ['pyenv', { actions: install, tool: 'python' }],
  ['rbenv', { actions: install, tool: 'ruby' }],
  ['goenv', { actions: install, tool: 'go' }],
  ['tfenv', { actions: install, tool: 'terraform' }],
  ['tofuenv', { actions: install, tool: 'opentofu' }],
  ['tgenv', { actions: install, tool: 'terragrunt' }],
  ['rustup', rustup],
  ['sdk', { actions: install, tool: 'before' }],
  ['asdf', { actions: install, tool: 'before' }],
  ['volta', shared],
  ['mise', { ...shared, actions: [['install'], ['use']] }],
]);

/** Reads `nvm install 20`, `sdk install java 21.0.3-tem`, `mise use node@20` and their like. */
export function* readVersionManager(
  site: ReferenceSite,
  _script: Script,
  _index: number,
  { program, words }: ScriptCommand,
): Iterable<ReferenceFact> {
  const manager = versionManagers.get(program);
  const { operands } = operandsOf(words, manager?.values ?? new Set());
  const action = manager?.actions.find((each) =>
    each.every((word, at) => operands[at]?.resolved.text === word),
  );
  if (!manager || !action) return;
  const asked = operands.slice(action.length);
  if (manager.tool === 'with') for (const each of asked) yield* namedTool(site, each);
  else if (manager.tool === 'before') {
    const [tool, version] = asked;
    if (tool && version) yield* toolFact(site, version, tool.resolved.text, version);
  } else for (const version of asked) yield* toolFact(site, version, manager.tool, version);
}

/** `node@20`; what has a backend before its name is no release of a tool. */
function* namedTool(site: ReferenceSite, reference: Reference): Iterable<ReferenceFact> {
  const match = /^(?<name>[a-z][a-z0-9_-]*)@/.exec(reference.resolved.text);
  const name = match?.groups?.name;
  if (!match || name === undefined) return;
  const rest = partOf(reference.resolved, { start: match[0].length, end: reference.resolved.text.length });
  yield* toolFact(site, reference, name, { at: reference.at, resolved: rest });
}

// Paths are read where they lie; the words say what the machine has.
const isNone = /^(?:\.{0,2}\/|~|(?:default|system|current|min-required)$)/;

function* toolFact(
  site: ReferenceSite,
  reference: Reference,
  name: string,
  { resolved }: Reference,
): Iterable<ReferenceFact> {
  if (resolved.text === '' || !/^[\w.-]{1,100}$/.test(name) || isNone.test(resolved.text)) return;
  yield referenceFact(addressed(site, name), reference, {
    kind: 'tool',
    name: runtimeName(name),
    request: {
      is: /\d/.test(resolved.text) || !resolved.isResolved ? 'version' : 'tag',
      text: resolved.text,
    },
    ...unresolvedPart('version', resolved),
    slots: slotsAt(site.file, 'version', resolved, { start: 0, end: resolved.text.length }),
  });
}
