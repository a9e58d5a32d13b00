import type { FileProblem } from '../model/problem.ts';
import {
  type Reference,
  type ReferenceFact,
  type ReferenceSite,
  referenceFact,
  slotsAt,
  unresolvedPart,
} from '../reference/index.ts';
import type { Script, ScriptCommand } from './commands.ts';
import { operandsOf } from './options.ts';

const values: ReadonlySet<string> = new Set([
  ...[
    '-p',
    '--roles-path',
    '--collections-path',
    '-r',
    '--role-file',
    '--requirements-file',
    '-s',
    '--server',
  ],
  ...['-c', '--ignore-certs', '--api-key', '--token', '--timeout', '--keyring', '--signature'],
]);
const collection = /^(?<name>[a-z0-9_]+\.[a-z0-9_]+)(?::(?<version>\S+))?$/d;
const role = /^(?<name>[\w-]+\.[\w.-]+)(?:,(?<version>[^,\s]+))?$/d;

/** Reads `ansible-galaxy [collection | role] install name[:version]`; files and archives are read where they lie. */
export function* readGalaxy(
  site: ReferenceSite,
  _script: Script,
  _index: number,
  { words }: ScriptCommand,
): Iterable<ReferenceFact | FileProblem> {
  const [first, ...rest] = operandsOf(words, values).operands;
  const isCollection = first?.resolved.text === 'collection';
  const isRole = first?.resolved.text === 'role';
  const [action, ...named] = isCollection || isRole ? rest : [first, ...rest];
  if (action?.resolved.text !== 'install') return;
  for (const reference of named) {
    if (reference) yield* galaxyReference(site, reference, isCollection);
  }
}

function* galaxyReference(
  site: ReferenceSite,
  reference: Reference,
  isCollection: boolean,
): Iterable<ReferenceFact> {
  const match = (isCollection ? collection : role).exec(reference.resolved.text);
  const { name, version } = match?.groups ?? {};
  const [start = 0, end = 0] = match?.indices?.groups?.version ?? [];
  if (name === undefined) return;
  yield referenceFact({ ...site, address: `${site.address}/${name}` }, reference, {
    kind: isCollection ? 'ansible-collection' : 'ansible-role',
    name,
    request: version ? { is: 'version', text: version } : { is: 'nothing' },
    ...(version ? unresolvedPart('version', reference.resolved) : {}),
    slots: version ? slotsAt(site.file, 'version', reference.resolved, { start, end }) : [],
  });
}
