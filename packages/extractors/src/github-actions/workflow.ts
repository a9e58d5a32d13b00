import {
  claimOf,
  entries,
  type FileProblem,
  get,
  items,
  type Node,
  parseYaml,
  type Resolved,
  type ScalarNode,
  type SourceFile,
  scalarOf,
  textOf,
} from '@fineprint/core';
import type { ActionsFact, WrittenValue } from './facts.ts';
import { readInputImage } from './input-images.ts';
import { readNamedTools } from './named-tools.ts';
import { readRun, shellOf } from './scripts.ts';
import { toolOfInput } from './tools.ts';
import { type Context, textOfValue, valuesOf } from './values.ts';

/** What the expressions of a job or step can be filled from, and how many values calls of the file hand on so far. */
interface Surrounding extends Context {
  readonly handed: { values: number };
  /** The shell that `run` has where a step names none; `null` where it is one of Windows. */
  readonly shell: string | null;
}

/** Reads a workflow: `uses`, containers, services, runner labels, and the versions given to `setup-*` actions. */
export function* readWorkflow(file: SourceFile): Iterable<ActionsFact | FileProblem> {
  const { documents, problems } = file.parse(parseYaml);
  yield* file.problems(problems);
  for (const { root, start, end } of documents) {
    yield { is: 'workflow', place: file.place({ start, end: Math.min(start, end) }) };
    for (const event of ['workflow_call', 'workflow_dispatch'])
      yield* readInputs(file, entries(root, 'on', event, 'inputs'));
    const handed = { values: 0 };
    for (const { key, value: job } of entries(root, 'jobs')) {
      const surrounding = {
        matrix: get(job, 'strategy', 'matrix'),
        env: [get(job, 'env'), get(root, 'env')],
        handed,
        shell: shellOf(root, job),
      };
      yield* readJob(file, `jobs.${key.text}`, job, surrounding);
    }
  }
}

/** Reads an action: the steps of a composite one, the image of a Docker one. */
export function* readAction(file: SourceFile): Iterable<ActionsFact | FileProblem> {
  const { documents, problems } = file.parse(parseYaml);
  yield* file.problems(problems);
  for (const { root, start } of documents) {
    // A program in JavaScript has the libraries that it was built with in it.
    const bundles = /^node\d/.test(textOf(root, 'runs', 'using') ?? '');
    yield { is: 'action', place: file.place({ start, end: start }), ...(bundles ? { bundles } : {}) };
    yield* readInputs(file, entries(root, 'inputs'));
    const nothing = { matrix: undefined, env: [], handed: { values: 0 }, shell: 'bash' };
    yield* readSteps(file, get(root, 'runs', 'steps'), 'runs', nothing);
    const image = scalarOf(root, 'runs', 'image');
    // A Docker action is built from a Dockerfile of its own unless it says `docker://`.
    if (image?.text.startsWith('docker://')) yield* references(file, 'image', image, 'runs/image', nothing);
  }
}

/** What a file asks of its callers, and what holds where they give nothing. */
function* readInputs(file: SourceFile, inputs: ReturnType<typeof entries>): Iterable<ActionsFact> {
  for (const { key, value } of inputs) {
    const given = scalarOf(value, 'default');
    const [known] = given ? valuesOf(file, given, { matrix: undefined, env: [] }) : [];
    const otherwise = given && known ? { ...known, via: [{ place: file.place(given) }] } : null;
    yield { is: 'input', name: key.text, otherwise, place: file.place(key) };
  }
}

function* readJob(
  file: SourceFile,
  address: string,
  job: Resolved,
  surrounding: Surrounding,
): Iterable<ActionsFact | FileProblem> {
  yield* readUses(file, job, address, surrounding);
  yield* readTools(file, job, address, surrounding);
  yield* readImage(file, get(job, 'container'), `${address}/container`, surrounding);
  for (const { key, value } of entries(job, 'services')) {
    yield* readImage(file, value, `${address}/services.${key.text}`, surrounding);
  }
  yield* readRunners(file, get(job, 'runs-on'), `${address}/runs-on`, surrounding);
  yield* readSteps(file, get(job, 'steps'), address, surrounding);
}

function* readSteps(
  file: SourceFile,
  steps: Node | undefined,
  address: string,
  surrounding: Surrounding,
): Iterable<ActionsFact | FileProblem> {
  for (const step of items(steps)) {
    yield* readUses(file, step, address, surrounding);
    const own = { ...surrounding, env: [get(step, 'env'), ...surrounding.env] };
    yield* readTools(file, step, address, own);
    yield* readRun(file, step, address, own);
    yield* readInputImage(file, step, address);
    yield* readNamedTools(file, step, address);
    // `parallel:` holds steps that run at once.
    yield* readSteps(file, get(step, 'parallel'), address, surrounding);
  }
}

function* readUses(
  file: SourceFile,
  holder: Node,
  address: string,
  surrounding: Surrounding,
): Iterable<ActionsFact | FileProblem> {
  const uses = scalarOf(holder, 'uses');
  if (!uses || uses.isNull) return;
  if (!uses.text.startsWith('./')) yield* references(file, 'uses', uses, `${address}/uses`, surrounding);
  else yield* readCall(file, holder, uses, surrounding);
}

// A call hands on few values; a file with an alias can repeat one with thousands.
const mostHandedOn = 2_000;
const mostOfInput = 50;

/** A call of what lies in the same repository, with what its inputs are given. */
function* readCall(
  file: SourceFile,
  holder: Node,
  uses: ScalarNode,
  surrounding: Surrounding,
): Iterable<ActionsFact | FileProblem> {
  const { handed } = surrounding;
  const inputs: Record<string, readonly WrittenValue[]> = Object.create(null);
  for (const { key, value } of entries(holder, 'with')) {
    if (value.is !== 'scalar' || handed.values >= mostHandedOn) continue;
    const values = valuesOf(file, value, surrounding).slice(0, mostOfInput);
    handed.values += values.length;
    inputs[key.text] = values;
    if (handed.values >= mostHandedOn)
      yield file.problem('limit-reached', `More than ${mostHandedOn} values are handed on.`, value);
  }
  yield { is: 'call', target: uses.text, inputs: { ...inputs }, place: file.place(uses) };
}

/** `container: image` or `container: {image: …}`; an empty image means no container. */
function* readImage(
  file: SourceFile,
  node: Node | undefined,
  address: string,
  surrounding: Surrounding,
): Iterable<ActionsFact> {
  const image = scalarOf(node) ?? scalarOf(node, 'image');
  if (image && !image.isNull && image.text !== '')
    yield* references(file, 'image', image, address, surrounding);
}

/** A label, a list of labels, or `{group, labels}`. */
function* readRunners(
  file: SourceFile,
  node: Node | undefined,
  address: string,
  surrounding: Surrounding,
): Iterable<ActionsFact> {
  const labels = node?.is === 'map' ? get(node, 'labels') : get(node);
  const all = labels?.is === 'list' ? items(labels) : [labels];
  for (const label of all) {
    if (label?.is === 'scalar' && !label.isNull)
      yield* references(file, 'runner', label, address, surrounding);
  }
}

function* readTools(
  file: SourceFile,
  step: Node,
  address: string,
  surrounding: Surrounding,
): Iterable<ActionsFact> {
  const action = (textOf(step, 'uses') ?? '').replace(/@.*$/s, '');
  for (const { key, value } of entries(step, 'with')) {
    const tool = toolOfInput(action, key.text);
    if (tool === undefined || value.is !== 'scalar' || value.isNull || value.text === '') continue;
    for (const written of valuesOf(file, value, surrounding)) {
      yield {
        is: 'tool',
        tool,
        place: file.place(value),
        text: value.text,
        value: written,
        address: `${address}/with.${key.text}`,
      };
    }
  }
}

function* references(
  file: SourceFile,
  is: 'uses' | 'image' | 'runner',
  scalar: ScalarNode,
  address: string,
  surrounding: Surrounding,
): Iterable<ActionsFact> {
  // `env` cannot be used where an action, an image or a runner is named.
  for (const value of valuesOf(file, scalar, { ...surrounding, env: [] })) {
    if (is === 'runner' && textOfValue(value) === '') continue;
    const reference = { place: file.place(scalar), text: scalar.text, value, address };
    if (is === 'uses') yield { is, ...reference, claim: claimOf(file, scalar) };
    else yield { is, ...reference };
  }
}
