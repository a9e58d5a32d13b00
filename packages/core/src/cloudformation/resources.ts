import { entries, get, items, mapOf, type Node, type Resolved, textOf } from '../parse/tree/index.ts';
import type { SourceFile } from '../read/source-file.ts';
import { readApplication } from './applications.ts';
import { withBlanks } from './blanks.ts';
import { readBuildCommands } from './build-commands.ts';
import { CloudFormationEvaluation, type CloudFormationText } from './evaluate.ts';
import { readBuildImage, readImage } from './images.ts';
import { readInit } from './init.ts';
import { intrinsicOf } from './intrinsic.ts';
import { readLayer } from './layers.ts';
import { readMachineImage } from './machine-images.ts';
import { readPackage } from './packages.ts';
import { withPassed } from './passed.ts';
import { type Held, type HoldingPlace, placesOf } from './places.ts';
import { readPythonModules } from './python-modules.ts';
import type { CloudFormationReading, TemplateSite } from './reading.ts';
import { readActivation, readRegisteredType } from './registry.ts';
import { readRuntime } from './runtimes.ts';
import { readAssociation, readContainerCommand, readDocument } from './scripts.ts';
import { settled } from './settle.ts';
import { type CloudFormationResource, cloudFormationTemplate } from './template.ts';
import { readTemplateUrl } from './templates.ts';
import { readAnywhere, readTransforms } from './transforms.ts';
import { readUserData } from './user-data.ts';

// Alternatives of one expression: the regions of a mapping, the values that a parameter allows.
const mostTexts = 64;

/** Reads what a template of CloudFormation or SAM names, its expressions evaluated as far as the file says them. */
export function* templateReferences(file: SourceFile, root: Node): CloudFormationReading {
  const site = templateSite(file, root);
  yield* settled(readTemplate(site));
  if (site.evaluation.isSpent) {
    const message =
      'This template has more expressions than are evaluated; the values of the rest are not known.';
    yield file.problem('limit-reached', message, { start: 0, end: 0 });
  }
}

/** Where the values of a template are read. */
export function templateSite(file: SourceFile, root: Node): TemplateSite {
  const surroundings = {
    source: file.text,
    template: cloudFormationTemplate(root),
    bindings: new Map(),
    mostTexts,
  };
  return { file, evaluation: new CloudFormationEvaluation(surroundings), address: '', usage: 'deployed' };
}

/** Reads what a value names, as a property of a resource would. */
export function valueReferences(site: TemplateSite, holds: Held, node: Resolved): CloudFormationReading {
  return readValue(site, holds, { node, texts: site.evaluation.texts(node) });
}

function* readTemplate(site: TemplateSite): CloudFormationReading {
  const { template } = site.evaluation;
  yield* readTransforms(site, template.root);
  for (const hook of entries(template.root, 'Hooks'))
    yield* readRegisteredType({ ...site, address: `Hooks.${hook.key.text}` }, hook.value);
  for (const name of ['Function', 'LayerVersion'])
    yield* readPlaces(
      { ...site, address: `Globals.${name}` },
      placesOf(`AWS::Serverless::${name}`),
      mapOf(template.root, 'Globals', name),
    );
  for (const resource of template.resources.values()) yield* readResource(site, resource);
  for (const { type, byDefault } of template.parameters.values())
    if (byDefault && type.includes('AWS::EC2::Image::Id')) yield* readParameter(site, type, byDefault);
  yield* readAnywhere(site, template.root);
}

function* readResource(outer: TemplateSite, resource: CloudFormationResource): CloudFormationReading {
  const { id, type, body, bindings } = resource;
  const evaluation = bindings.size > 0 ? outer.evaluation.within({ bindings }) : outer.evaluation;
  const site = { ...outer, evaluation, address: `Resources.${id}` };
  yield* readRegisteredType(site, body);
  const references = readPlaces(
    site,
    placesOf(type).filter(({ holds }) => !isBuilt(body, holds)),
    get(body, 'Properties'),
  );
  const location = type === 'AWS::Serverless::Application' ? get(body, 'Properties', 'Location') : undefined;
  yield* withPassed(site, body, location ? readApplication(site, location) : references);
  if (type === 'AWS::CloudFormation::TypeActivation') yield* readActivation(site, body);
  if (type === 'AWS::SSM::Document') yield* readDocument(site, body);
  if (type === 'AWS::SSM::Association') yield* readAssociation(site, body);
  const macro = type === 'AWS::CloudFormation::Macro' ? textOf(body, 'Properties', 'Name') : undefined;
  if (macro) yield { is: 'macro', name: macro, place: site.file.place(resource.at) };
  yield* readInit({ ...site, address: `${site.address}/AWS::CloudFormation::Init` }, body);
}

/** `sam build` makes the image of a function that says how. */
function isBuilt(body: Resolved, holds: Held): boolean {
  const metadata = get(body, 'Metadata');
  return holds === 'image' && (get(metadata, 'Dockerfile') ?? get(metadata, 'DockerContext')) !== undefined;
}

/** The default of a parameter whose type says that it names a machine image, whoever takes it. */
function* readParameter(site: TemplateSite, type: string, byDefault: Resolved): CloudFormationReading {
  if (byDefault.is !== 'scalar' || byDefault.text === '') return;
  const isStored = type.startsWith('AWS::SSM::');
  for (const text of site.evaluation.texts(byDefault)) {
    if (isStored && !text.resolved.text.startsWith('/aws/service/')) continue;
    yield* readMachineImage({ ...site, address: 'Parameters' }, text);
  }
}

function* readPlaces(
  site: TemplateSite,
  places: readonly HoldingPlace[],
  properties: Resolved | undefined,
): CloudFormationReading {
  if (!properties) return;
  for (const { path, holds, usage } of places) {
    const address = `${site.address}/${path.filter((step) => step !== '*').join('.')}`;
    for (const value of valuesAt(site.evaluation, { node: properties, isOptional: false }, path))
      yield* readValue({ ...site, address, usage }, holds, value);
  }
}

interface Value {
  readonly node: Resolved;
  readonly texts: readonly CloudFormationText[];
}

/** The values at a path of properties, behind all conditions on the way. */
function* valuesAt(
  evaluation: CloudFormationEvaluation,
  { node, isOptional }: { readonly node: Resolved; readonly isOptional: boolean },
  [step, ...rest]: readonly string[],
): Iterable<Value> {
  const optional = (texts: readonly CloudFormationText[]) =>
    isOptional ? texts.map((text) => ({ ...text, isOptional })) : texts;
  if (step === undefined) {
    yield { node, texts: optional(evaluation.texts(node)) };
    return;
  }
  for (const choice of evaluation.nodes(node)) {
    const inner = { isOptional: isOptional || choice.isOptional };
    if (step !== '*') {
      const next = get(choice.node, step);
      if (next) yield* valuesAt(evaluation, { node: next, ...inner }, rest);
    } else if (choice.node.is === 'list' && !intrinsicOf(choice.node)) {
      for (const item of items(choice.node)) yield* valuesAt(evaluation, { node: item, ...inner }, rest);
    } else if (rest.length === 0)
      yield { node: choice.node, texts: optional(listTexts(evaluation, choice.node)) };
  }
}

/** A list that a parameter holds; one that nobody knows is one text that nobody knows. */
function listTexts(evaluation: CloudFormationEvaluation, node: Resolved): readonly CloudFormationText[] {
  return evaluation.list(node)?.flat() ?? evaluation.texts(node);
}

function* readValue(site: TemplateSite, holds: Held, { node, texts }: Value): CloudFormationReading {
  if (holds === 'script') yield* readUserData(site, node);
  else if (holds === 'package') yield* readPackage(site, node);
  else if (holds === 'container-command') yield* readContainerCommand(site, node);
  else for (const text of texts) yield* readers[holds](site, withBlanks(text));
}

const readers: Readonly<
  Record<
    Exclude<Held, 'script' | 'package' | 'container-command'>,
    (site: TemplateSite, text: CloudFormationText) => CloudFormationReading
  >
> = {
  image: readImage,
  'build-image': readBuildImage,
  'machine-image': readMachineImage,
  runtime: readRuntime,
  layer: readLayer,
  template: readTemplateUrl,
  'build-commands': readBuildCommands,
  'python-modules': readPythonModules,
};
