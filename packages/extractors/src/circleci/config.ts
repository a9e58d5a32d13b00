import {
  embeddedScript,
  entries,
  type FileProblem,
  get,
  imageReference,
  items,
  type Node,
  type ReferenceFact,
  type ReferenceSite,
  type Resolved,
  type ScalarNode,
  type SourceFile,
  scalarOf,
  walk,
  writtenScalar,
} from '@fineprint/core';
import { readMachine } from './machines.ts';
import { readOrb } from './orbs.ts';
import { filled, type Parameters, parametersOf } from './parameters.ts';

// `<< parameters.name >>` is filled in before a shell sees the command.
const expression = /<<[^<>\n]{0,200}>>/g;
const deepestOrb = 5;

/** Reads a configuration, or an orb that is written in one (https://circleci.com/docs/configuration-reference/). */
export function* readConfig(
  file: SourceFile,
  root: Node,
  address = '',
  depth = 0,
): Iterable<ReferenceFact | FileProblem> {
  const site: ReferenceSite = { file, address, usage: 'ci' };
  for (const { key, value } of entries(root, 'orbs')) {
    const at = { ...site, address: `${address}orbs.${key.text}` };
    if (value.is === 'scalar') yield* readOrb(at, value);
    else if (depth < deepestOrb) yield* readConfig(file, value, `${at.address}/`, depth + 1);
  }
  const parameters = parametersOf(root);
  for (const kind of ['executors', 'jobs', 'commands'] as const) {
    for (const { key, value } of entries(root, kind)) {
      const at = { ...site, address: `${address}${kind}.${key.text}` };
      yield* readHolder(at, value, parameters.of(kind, key.text, value));
    }
  }
}

/** Reads one executor, job or command that is a file of an orb's unpacked source (https://circleci.com/docs/orb-author/). */
export function* readOrbPart(file: SourceFile, root: Node): Iterable<ReferenceFact | FileProblem> {
  const holder = get(root);
  const site: ReferenceSite = { file, address: 'orb', usage: 'ci' };
  if (holder) yield* readHolder(site, holder, parametersOf(root).of('executors', '', holder));
}

function* readHolder(
  site: ReferenceSite,
  holder: Resolved,
  parameters: Parameters,
): Iterable<ReferenceFact | FileProblem> {
  for (const environment of [holder, get(holder, 'executor')]) {
    if (environment) yield* readEnvironment(site, environment, parameters);
  }
  yield* embeddedScript({ ...site, address: `${site.address}/run` }, commandsIn(get(holder, 'steps')), {
    expression,
  });
}

function* readEnvironment(
  site: ReferenceSite,
  holder: Resolved,
  parameters: Parameters,
): Iterable<ReferenceFact | FileProblem> {
  for (const container of items(holder, 'docker')) {
    const image = writtenScalar(container, 'image');
    if (!image) continue;
    for (const reference of filled(site.file, image, parameters))
      yield* imageReference({ ...site, address: `${site.address}/docker` }, reference);
  }
  yield* readMachine(site, holder, parameters);
}

/** The commands of `run` steps, also those of steps inside of `when`, `unless` and the like. */
function commandsIn(steps: Node | undefined): readonly ScalarNode[] {
  const found: ScalarNode[] = [];
  walk(steps, (node) => {
    const run = get(node, 'run');
    const command = run && (scalarOf(run) ?? scalarOf(run, 'command'));
    if (command && !command.isNull) found.push(command);
    return undefined;
  });
  return found;
}
