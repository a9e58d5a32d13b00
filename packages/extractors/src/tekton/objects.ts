import {
  embeddedScript,
  entries,
  type FileProblem,
  get,
  isOfGroup,
  isShell,
  items,
  type Node,
  objectsIn,
  type ReferenceFact,
  type ReferenceSite,
  type Resolved,
  type ScalarNode,
  type SourceFile,
  textOf,
  walk,
  writtenScalar,
} from '@fineprint/core';
import { readAnnotation } from './annotations.ts';
import { readGiven } from './given.ts';
import { readParameterImages, readStepImage } from './images.ts';
import { type Parameters, parametersOf } from './parameters.ts';
import { readRemote } from './remotes.ts';

/** Reads the objects of Tekton in one document. */
export function* readTekton(file: SourceFile, root: Node): Iterable<ReferenceFact | FileProblem> {
  for (const object of objectsIn(root)) {
    if (!isOfGroup(object, 'tekton.dev')) continue;
    const site: ReferenceSite = { file, address: `${object.kind}/${object.name}`, usage: 'ci' };
    const parameters = parametersOf(object.root);
    yield* readReferences(site, object.root, parameters);
    // A step action is one step, whose image stands in its spec.
    const action = object.kind === 'StepAction' ? get(object.root, 'spec') : undefined;
    if (action) yield* readStepImage(site, action, parameters);
    yield* readParameterImages(site, object.root, parameters);
    yield* readGiven(site, object.root, parameters);
    for (const { key, value } of entries(object.root, 'metadata', 'annotations'))
      if (value.is === 'scalar') yield* readAnnotation(site, key.text, value);
  }
}

/** References and steps may stand in embedded specs at any depth: of tasks in pipelines, of runs in trigger templates. */
function* readReferences(
  site: ReferenceSite,
  root: Resolved,
  parameters: Parameters,
): Iterable<ReferenceFact | FileProblem> {
  const found: { readonly node: Resolved; readonly key: string }[] = [];
  walk(root, (node, path) => {
    const key = String(path.at(-1) ?? '');
    if (
      node.is === 'map' &&
      (references.has(key) || steps.has(String(path.at(-2) ?? '')) || key === 'stepTemplate')
    )
      found.push({ node, key });
    return undefined;
  });
  for (const { node, key } of found) {
    if (references.has(key))
      yield* readRemote({ ...site, address: `${site.address}/${key}` }, node, parameters);
    else {
      yield* readStepImage(site, node, parameters);
      yield* readScript(site, node);
    }
    const ref = references.has(key) ? undefined : get(node, 'ref');
    if (ref) yield* readRemote({ ...site, address: `${site.address}/ref` }, ref, parameters);
  }
}

// `$(params.name)` is filled in before a shell sees the script.
const expression = /\$\((?:params|workspaces|results|context|inputs|steps|tasks)[.[][^()\n]{0,200}\)/g;

/** A script without a first line of its own is one of a shell; one of another interpreter is left out. */
function* readScript(site: ReferenceSite, step: Resolved): Iterable<ReferenceFact | FileProblem> {
  const script = writtenScalar(step, 'script');
  const program = /^\s*#!\s*(?:\/\S*\/)?(?:env\s+(?:-\S+\s+)?)?(?:\S*\/)?(?<name>[^\s/]+)/.exec(
    (script?.text ?? '').slice(0, 200),
  )?.groups?.name;
  const address = `${site.address}/steps.${textOf(step, 'name') ?? ''}/script`;
  const given = script ?? commandScript(step);
  if (given && (program === undefined || isShell(program)))
    yield* embeddedScript({ ...site, address }, [given], { expression });
}

/** The script of `command: [sh, -c]`, `args: [script]`. */
function commandScript(step: Resolved): ScalarNode | undefined {
  const words = [...items(step, 'command'), ...items(step, 'args')].filter((word) => word.is === 'scalar');
  const shell = words[0]?.text ?? '';
  const option = words.findIndex(({ text }) => /^-[a-z]*c$/.test(text));
  return isShell(shell.slice(shell.lastIndexOf('/') + 1)) && option > 0 ? words[option + 1] : undefined;
}

const references: ReadonlySet<string> = new Set(['taskRef', 'pipelineRef']);
const steps: ReadonlySet<string> = new Set(['steps', 'sidecars']);
