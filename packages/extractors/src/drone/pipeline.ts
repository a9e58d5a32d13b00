import {
  embeddedScript,
  entries,
  type FileProblem,
  filledReferences,
  get,
  imageReference,
  items,
  type Node,
  type ReferenceFact,
  type ReferenceSite,
  type Resolved,
  type ScalarNode,
  type SourceFile,
  scalarsOf,
  textOf,
  writtenScalar,
} from '@fineprint/core';

/** Reads one pipeline (https://docs.drone.io/pipeline/, https://woodpecker-ci.org/docs/usage/workflow-syntax). */
export function* readPipeline(file: SourceFile, root: Node): Iterable<ReferenceFact | FileProblem> {
  const matrix = matrixOf(root);
  // `pipeline` is what Woodpecker and early Drone called the steps.
  for (const group of ['clone', 'steps', 'pipeline', 'services'] as const) {
    for (const { name, step } of stepsOf(get(root, group))) {
      const site: ReferenceSite = { file, address: `${group}.${name}`, usage: 'ci' };
      yield* readStep(site, step, matrix);
    }
  }
}

/** Steps are a list with names, or a mapping by names. */
function stepsOf(group: Resolved | undefined): readonly { readonly name: string; readonly step: Resolved }[] {
  if (group?.is === 'list') return items(group).map((step) => ({ name: textOf(step, 'name') ?? '', step }));
  return entries(group).map(({ key, value }) => ({ name: key.text, step: value }));
}

// The variables of a matrix are filled in as `${NAME}`.
const expression = /\$\{(?<name>\w{1,200})\}/g;

function* readStep(
  site: ReferenceSite,
  step: Resolved,
  matrix: ReadonlyMap<string, readonly ScalarNode[]>,
): Iterable<ReferenceFact | FileProblem> {
  const image = writtenScalar(step, 'image');
  if (image) {
    for (const reference of filledReferences(site.file, image, expression, (name) => matrix.get(name) ?? []))
      yield* imageReference(site, reference);
  }
  yield* embeddedScript({ ...site, address: `${site.address}/commands` }, commandsOf(step));
}

/** Commands are a text, or a list in which `<<: *other` stands for the commands of another list. */
function commandsOf(step: Resolved): readonly ScalarNode[] {
  const merged = items(step, 'commands').flatMap((item) => {
    const list = item.is === 'map' ? item.entries.find(({ key }) => key.text === '<<')?.value : undefined;
    return scalarsOf(list ?? item);
  });
  return merged.length > 0 ? merged : scalarsOf(step, 'commands');
}

/** A matrix gives lists of values by name, or lists the combinations under `include`. */
function matrixOf(root: Node): ReadonlyMap<string, readonly ScalarNode[]> {
  const found = new Map<string, ScalarNode[]>();
  const add = (name: string, value: Resolved) => {
    const known = found.get(name) ?? [];
    if (value.is === 'scalar' && !value.isNull && !known.some(({ text }) => text === value.text))
      known.push(value);
    found.set(name, known);
  };
  for (const { key, value } of entries(root, 'matrix')) {
    if (key.text !== 'include') for (const each of items(value)) add(key.text, each);
    else for (const row of items(value)) for (const cell of entries(row)) add(cell.key.text, cell.value);
  }
  return found;
}
