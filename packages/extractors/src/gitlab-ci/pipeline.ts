import {
  embeddedScript,
  entries,
  type FileProblem,
  get,
  items,
  type Node,
  type ReferenceSite,
  type Resolved,
  type ScalarNode,
  type SourceFile,
  type SyntaxTree,
  textOf,
  VariableRoom,
} from '@fineprint/core';
import type { GitlabFact } from './facts.ts';
import { isOwnImage, readImage } from './images.ts';
import { readInclude } from './includes.ts';
import { inputDefaults, lookupIn, matrixValues, type Scope, variableValues } from './variables.ts';

// https://docs.gitlab.com/ci/yaml/: keys at the top that are no jobs.
const keywords: ReadonlySet<string> = new Set([
  ...['default', 'include', 'stages', 'variables', 'workflow', 'image', 'services', 'cache', 'before_script'],
  ...['after_script', 'spec', 'types'],
]);

/** Reads a pipeline, or a part of one; a header with inputs may stand in a document before it. */
export function* readPipeline(
  file: SourceFile,
  { documents, problems }: SyntaxTree,
  outer: Scope['outer'] = () => null,
): Iterable<GitlabFact | FileProblem> {
  yield* file.problems(problems);
  const roots = documents.map(({ root }) => root);
  const inputs = inputDefaults(roots);
  for (const root of roots) yield* readDocument(file, root, inputs, outer);
}

function* readDocument(
  file: SourceFile,
  root: Node,
  inputs: Scope['inputs'],
  outer: Scope['outer'],
): Iterable<GitlabFact | FileProblem> {
  const global = variableValues(root);
  for (const [name, { text, ...span }] of global)
    yield { is: 'variable', name, value: text, place: file.place(span) };
  const scope: Scope = {
    layers: [global],
    inputs,
    room: VariableRoom.of(file.text),
    ...(outer ? { outer } : {}),
  };
  const site = siteOf(file, 'default');
  for (const include of listOf(get(root, 'include')))
    yield* readInclude(siteOf(file, 'include'), include, scope);
  for (const holder of [get(root, 'default'), get(root)]) {
    yield* readJob(site, holder, scope);
    if (holder) yield* readScripts(site, holder, scope);
  }
  for (const { key, value } of entries(root)) {
    if (keywords.has(key.text) || value.is !== 'map') continue;
    yield* readJobs(siteOf(file, key.text), value, scope);
  }
}

function siteOf(file: SourceFile, address: string): ReferenceSite {
  return { file, address, usage: 'ci' };
}

/** A job is read once for each value that its matrix gives to the variables in its images. */
function* readJobs(site: ReferenceSite, job: Resolved, scope: Scope): Iterable<GitlabFact | FileProblem> {
  const own: Scope = { ...scope, layers: [variableValues(job), ...scope.layers] };
  yield* readJob(site, job, own, matrixValues(job));
  yield* readScripts(site, job, own);
  for (const include of listOf(get(job, 'trigger', 'include')))
    yield* readInclude({ ...site, address: `${site.address}/trigger` }, include, own);
}

function* readJob(
  site: ReferenceSite,
  job: Resolved | undefined,
  scope: Scope,
  matrix: ReturnType<typeof matrixValues> = new Map(),
): Iterable<GitlabFact | FileProblem> {
  const images = [get(job, 'image'), ...items(job, 'services')];
  for (const image of images) if (image) yield* readImage(site, image, scope, matrix);
}

const scripts = ['before_script', 'script', 'after_script'] as const;

/** The lines of a job's scripts run one after the other in one shell; a runner of Windows has another one. */
function* readScripts(site: ReferenceSite, job: Resolved, scope: Scope): Iterable<GitlabFact | FileProblem> {
  const lines = scripts.flatMap((key) => linesOf(get(job, key), 0));
  if (lines.length === 0 || /windows|powershell|pwsh/i.test(tagsOf(job))) return;
  yield* embeddedScript({ ...site, address: `${site.address}/script` }, lines, {
    lookup: lookupIn(scope),
    expression: input,
    isOwn: isOwnImage,
  });
}

// `$[[ inputs.name ]]`
const input = /\$\[\[[^\]\n]{0,200}\]\]/g;

function tagsOf(job: Resolved): string {
  return items(job, 'tags')
    .map((tag) => textOf(tag) ?? '')
    .join(' ');
}

/** A script is a line or a list of lines, in which other lists may stand. */
function linesOf(node: Node | undefined, depth: number): readonly ScalarNode[] {
  const resolved = get(node);
  if (!resolved || resolved.is === 'map' || depth > 10) return [];
  if (resolved.is === 'list') return items(resolved).flatMap((item) => linesOf(item, depth + 1));
  return resolved.isNull ? [] : [resolved];
}

function listOf(node: Resolved | undefined): readonly Resolved[] {
  if (!node) return [];
  return node.is === 'list' ? items(node) : [node];
}
