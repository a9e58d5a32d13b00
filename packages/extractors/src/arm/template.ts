import {
  type CallLiteral,
  type Declared,
  entryValue,
  evaluationProblems,
  type FileProblem,
  type Literal,
  type LiteralEvaluation,
  type LiteralSite,
  literalEvaluation,
  type MapLiteral,
  type Node,
  plainText,
  type ReferenceFact,
  resolvedLiteral,
  type SourceFile,
  workloadReferences,
} from '@fineprint/core';
import type { ArmFact, NamedFact } from './facts.ts';
import { templateFunction } from './functions.ts';
import { readLink } from './linked-template.ts';
import { nodeLiteral } from './literals.ts';

/** Reads a template: what its resources run on, and the templates that it links to. */
export function* readTemplate(file: SourceFile, root: Node): Iterable<ArmFact | FileProblem> {
  const template = nodeLiteral(root);
  if (template.is !== 'map' || !/deploymentTemplate\.json/i.test(fieldText(template, '$schema') ?? ''))
    return;
  // https://learn.microsoft.com/azure/azure-resource-manager/bicep/decompile: what Bicep was compiled to says so.
  const metadata = entryValue(template, 'metadata');
  const generator = metadata?.is === 'map' ? entryValue(metadata, '_generator') : undefined;
  if (generator?.is === 'map' && fieldText(generator, 'name') === 'bicep')
    yield { is: 'compiled', place: file.place({ start: generator.start, end: generator.start }) };
  const evaluation = evaluationOf(file, template, new Map());
  yield* readResources({ file, address: 'resources', usage: 'deployed', evaluation }, template, 0);
  yield* evaluationProblems({ file, evaluation });
}

// Templates in templates, and resources in resources.
const deepest = 20;

function* readResources(
  site: LiteralSite,
  template: MapLiteral,
  depth: number,
): Iterable<ArmFact | FileProblem> {
  const resources = entryValue(template, 'resources');
  if (!resources || depth > deepest) return;
  const all =
    resources.is === 'list'
      ? resources.items.map((resource, index) => ({ key: nameOf(resource) ?? String(index), resource }))
      : resources.is === 'map'
        ? resources.entries.map(({ key, value }) => ({ key, resource: value }))
        : [];
  for (const { key, resource } of all) {
    if (resource.is !== 'map') continue;
    const inner = { ...site, address: `${site.address}.${key}` };
    if (/^Microsoft\.Resources\/deployments$/i.test(fieldText(resource, 'type') ?? ''))
      yield* readDeployment(inner, resource, depth);
    else yield* withParameters(workloadReferences(inner, resource));
  }
}

/** Tells of an image that a parameter alone makes up. */
function* withParameters(found: Iterable<ReferenceFact | FileProblem>): Iterable<NamedFact | FileProblem> {
  for (const fact of found) {
    const isImage = fact.is === 'reference' && fact.kind === 'container-image' && fact.unresolved;
    const parameter = isImage && wholeParameter.exec(fact.name)?.groups?.name;
    yield parameter && fact.is === 'reference' ? { ...fact, parameter } : fact;
  }
}

const wholeParameter = /^\$\{parameters\('(?<name>[^']{1,200})'\)\}$/i;

/** A deployment in a template: a linked template, or one that is written in it. */
function* readDeployment(
  site: LiteralSite,
  deployment: MapLiteral,
  depth: number,
): Iterable<ArmFact | FileProblem> {
  const properties = entryValue(deployment, 'properties');
  if (properties?.is !== 'map') return;
  const link = entryValue(properties, 'templateLink');
  if (link?.is === 'map') {
    yield* readLink(site, link);
    const given = entryValue(properties, 'parameters');
    if (given) yield* workloadReferences({ ...site, address: `${site.address}/parameters` }, given);
  }
  const template = entryValue(properties, 'template');
  if (template?.is !== 'map') return;
  const options = entryValue(properties, 'expressionEvaluationOptions');
  const isInner = options?.is === 'map' && fieldText(options, 'scope')?.toLowerCase() === 'inner';
  const evaluation = isInner
    ? evaluationOf(site.file, template, givenTo(site.evaluation, properties), site.evaluation.budget)
    : site.evaluation;
  yield* readResources({ ...site, evaluation }, template, depth + 1);
}

/** What an inner template's parameters are given, evaluated where it is written. */
function givenTo(evaluation: LiteralEvaluation, properties: MapLiteral): ReadonlyMap<string, Declared> {
  const parameters = entryValue(properties, 'parameters');
  const given = new Map<string, Declared>();
  for (const { key, value } of parameters?.is === 'map' ? parameters.entries : []) {
    const written = value.is === 'map' ? entryValue(value, 'value') : undefined;
    const [reduced] = written ? evaluation.reduce(written) : [];
    if (!written || !reduced) continue;
    const [text] = reduced.value.is === 'text' ? evaluation.texts(written) : [];
    const evaluated = text ? resolvedLiteral(text, written) : reduced.value;
    if (evaluated.is !== 'name')
      given.set(`parameters/${key.toLowerCase()}`, { value: evaluated, at: written });
  }
  return given;
}

/** Parameters count with what they are given, else with their defaults. */
function evaluationOf(
  file: SourceFile,
  template: MapLiteral,
  given: ReadonlyMap<string, Declared>,
  budget?: LiteralEvaluation['budget'],
): LiteralEvaluation {
  const declared = new Map<string, Declared>();
  for (const { key, value } of entriesOf(template, 'parameters')) {
    const initial = value.is === 'map' ? entryValue(value, 'defaultValue') : undefined;
    if (initial) declared.set(`parameters/${key.toLowerCase()}`, { value: initial, at: initial });
  }
  for (const { key, value } of entriesOf(template, 'variables'))
    declared.set(`variables/${key.toLowerCase()}`, { value, at: value });
  const scope = {
    source: file.text,
    lookup: (name: string) => given.get(name) ?? declared.get(name),
    call: (call: CallLiteral, evaluation: LiteralEvaluation) => templateFunction(call, evaluation, template),
  };
  return literalEvaluation(scope, budget);
}

function entriesOf(template: MapLiteral, key: string): MapLiteral['entries'] {
  const value = entryValue(template, key);
  return value?.is === 'map' ? value.entries : [];
}

function nameOf(resource: Literal): string | undefined {
  return resource.is === 'map' ? fieldText(resource, 'name') : undefined;
}

function fieldText(map: MapLiteral, key: string): string | undefined {
  return plainText(entryValue(map, key));
}
