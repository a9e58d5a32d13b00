import type { FileProblem } from '../model/problem.ts';
import {
  maskUnknown,
  type Reference,
  type ReferenceFact,
  type ReferenceSite,
  referenceFact,
  slotsAt,
  unresolvedPart,
} from '../reference/index.ts';
import type { Script, ScriptCommand } from './commands.ts';
import { operandsOf } from './options.ts';

/** A program that installs versions of one tool: `nvm install 22`. */
interface VersionManager {
  readonly tool: string;
  /** The words before a version, one of the ways. */
  readonly actions: readonly (readonly string[])[];
}

const install = [['install']];

/** The version managers that are read, by the name of their program. */
export const versionManagers: ReadonlyMap<string, VersionManager> = new Map([
  ...['nvm', 'fnm', 'nodenv'].map((program) => [program, { tool: 'node', actions: install }] as const),
  ['pyenv', { tool: 'python', actions: install }],
  ['rbenv', { tool: 'ruby', actions: install }],
  ['goenv', { tool: 'go', actions: install }],
  ['tfenv', { tool: 'terraform', actions: install }],
  ['tofuenv', { tool: 'opentofu', actions: install }],
  ['tgenv', { tool: 'terragrunt', actions: install }],
  ['rustup', { tool: 'rust', actions: [['toolchain', 'install'], ['install'], ['default']] }],
]);

const values: ReadonlySet<string> = new Set([
  '--profile',
  '-c',
  '--component',
  '-t',
  '--target',
  '--reinstall-packages-from',
]);

/** Reads the versions that `nvm install`, `rustup default` and their like ask for; one that is not named is in a file. */
export function* readVersionInstall(
  site: ReferenceSite,
  _script: Script,
  _index: number,
  { program, words }: ScriptCommand,
): Iterable<ReferenceFact | FileProblem> {
  const manager = versionManagers.get(program);
  if (!manager) return;
  const { operands } = operandsOf(words, values);
  const texts = operands.map(({ resolved }) => resolved.text);
  const action = manager.actions.find((each) => each.every((word, index) => texts[index] === word));
  const version = action && operands[action.length];
  if (version) yield toolFact(site, manager.tool, version);
}

function toolFact(site: ReferenceSite, tool: string, version: Reference): ReferenceFact {
  const { resolved } = version;
  const whole = { start: 0, end: resolved.text.length };
  const isNumber = /[\d\0]/.test(maskUnknown(resolved));
  return referenceFact({ ...site, address: `${site.address}.${tool}` }, version, {
    kind: 'tool',
    name: tool,
    request: { is: isNumber ? 'version' : 'tag', text: resolved.text },
    slots: slotsAt(site.file, 'version', resolved, whole),
    ...unresolvedPart('version', resolved),
  });
}
