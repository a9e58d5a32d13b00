import {
  downloadParts,
  entries,
  type FileProblem,
  imageReference,
  isSurelyImage,
  type Reference,
  type ReferenceFact,
  type ReferenceSite,
  type Resolved,
  referenceFact,
  webStack,
} from '@fineprint/core';
import { filled, type Values } from './values.ts';

/** Inputs by their names in lower case: Azure Pipelines takes them in any. */
type Inputs = ReadonlyMap<string, readonly Reference[]>;

/**
 * Reads what tasks run and deploy: images, the runtimes of web apps, templates behind URLs
 * (https://learn.microsoft.com/azure/devops/pipelines/tasks/reference/).
 */
export function* readDeployed(
  site: ReferenceSite,
  task: string,
  node: Resolved,
  values: Values,
): Iterable<ReferenceFact | FileProblem> {
  const inputs: Inputs = new Map(
    entries(node).flatMap(({ key, value }) =>
      value.is === 'scalar' && !value.isNull
        ? [[key.text.toLowerCase(), filled(site.file, value, values)] as const]
        : [],
    ),
  );
  const deployed: ReferenceSite = { ...site, usage: 'deployed' };
  if (task === 'docker' && runsImage(inputs)) yield* readImages(site, inputs.get('imagename'));
  for (const name of imagesOf.get(task) ?? []) yield* readImages(deployed, inputs.get(name));
  if (webTasks.has(task))
    for (const stack of inputs.get('runtimestack') ?? []) yield* webStack(deployed, stack);
  for (const link of templateTasks.has(task) ? (inputs.get('csmfilelink') ?? []) : []) {
    const parts = downloadParts(site.file, link.resolved);
    if (parts) yield referenceFact(deployed, link, { ...parts, kind: 'arm-template' });
  }
}

const imagesOf: ReadonlyMap<string, readonly string[]> = new Map([
  ['azurewebappcontainer', ['imagename', 'containers']],
  ['azurefunctionappcontainer', ['imagename']],
  ['azurecontainerapps', ['imagetodeploy']],
]);
const webTasks: ReadonlySet<string> = new Set(['azurewebapp', 'azurefunctionapp', 'azurermwebappdeployment']);
const templateTasks: ReadonlySet<string> = new Set([
  'azureresourcegroupdeployment',
  'azureresourcemanagertemplatedeployment',
]);

/** The first two major versions of the task run images, too. */
function runsImage(inputs: Inputs): boolean {
  const asked = inputs.get('command') ?? inputs.get('action') ?? [];
  return asked.some(({ resolved }) => /^run(?: an image)?$/i.test(resolved.text.trim()));
}

/** What variables of a run name is what the pipeline has built. */
function* readImages(
  site: ReferenceSite,
  references: readonly Reference[] | undefined,
): Iterable<ReferenceFact | FileProblem> {
  for (const reference of references ?? [])
    if (isSurelyImage(reference.resolved.text) && !reference.resolved.text.includes('$('))
      yield* imageReference(site, reference);
}
