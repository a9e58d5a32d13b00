import {
  type CloudFormationFact,
  type CloudFormationReading,
  entries,
  get,
  items,
  type Node,
  type Resolved,
  referenceFact,
  type SourceFile,
  scalarOf,
  scalarReference,
  settled,
  slotsAt,
  type TemplateSite,
  templateReferences,
  templateSite,
  unresolvedPart,
  valueReferences,
} from '@fineprint/core';
import { readFunctions } from './functions.ts';
import { filledIn, type OtherFiles } from './variables.ts';

/** Reads a service (https://www.serverless.com/framework/docs/providers/aws/guide/serverless.yml). */
export function* readService(
  file: SourceFile,
  written: Node,
  others: OtherFiles = {},
): CloudFormationReading {
  const root = filledIn(written, others);
  const templates = templatesIn(root);
  const site = templateSite(file, templates[0] ?? root);
  yield* settled(readParts(site, root));
  for (const template of templates) yield* templateReferences(file, template);
}

/** What `resources` lays into the template: one, or a list of parts. */
function templatesIn(root: Resolved): readonly Resolved[] {
  const resources = get(root, 'resources');
  const parts = resources?.is === 'list' ? items(resources) : resources ? [resources] : [];
  return parts.filter((part) => get(part, 'Resources') ?? get(part, 'extensions'));
}

function* readParts(site: TemplateSite, root: Resolved): CloudFormationReading {
  yield* readFramework(site, root);
  yield* readPlugins(site, root);
  const provider = get(root, 'provider');
  const runtime = get(provider, 'runtime');
  if (runtime) yield* valueReferences({ ...site, address: 'provider/runtime' }, 'runtime', runtime);
  for (const layer of items(provider, 'layers'))
    yield* valueReferences({ ...site, address: 'provider/layers' }, 'layer', layer);
  for (const { key, value } of entries(provider, 'ecr', 'images')) {
    const uri = get(value, 'uri') ?? (value.is === 'scalar' ? value : undefined);
    if (uri) yield* valueReferences({ ...site, address: `provider/ecr.images.${key.text}` }, 'image', uri);
  }
  const functions = get(root, 'functions');
  // Functions may be split into files: `- ${file(functions/api.yml)}`.
  for (const part of functions?.is === 'list' ? items(functions) : functions ? [functions] : [])
    yield* readFunctions(site, part, provider);
  const single = entries(functions).map(({ value }) => value);
  for (const part of [functions, ...items(functions), ...single]) yield* readInclude(site, part);
}

const include = /^\$\{file\((?<path>[^(){}$]{1,500})\)\}$/;

/** A file of the repository whose content stands here. */
function* readInclude({ file }: TemplateSite, node: Resolved | undefined): Iterable<CloudFormationFact> {
  const path = node?.is === 'scalar' ? include.exec(node.text)?.groups?.path : undefined;
  if (node && path !== undefined) yield { is: 'nested', path: path.trim(), place: file.place(node) };
}

function* readFramework(site: TemplateSite, root: Resolved): CloudFormationReading {
  const version = scalarOf(root, 'frameworkVersion');
  if (!version || version.isNull || version.text === '') return;
  const reference = scalarReference(version);
  yield referenceFact({ ...site, address: 'frameworkVersion' }, reference, {
    kind: 'tool',
    name: 'serverless',
    request: { is: 'version', text: version.text },
    ...unresolvedPart('version', reference.resolved),
    slots: slotsAt(site.file, 'version', reference.resolved, { start: 0, end: version.text.length }),
  });
}

/** A list of names, or `{modules, localPath}`. */
function* readPlugins(site: TemplateSite, root: Resolved): CloudFormationReading {
  const plugins = get(root, 'plugins');
  for (const plugin of plugins?.is === 'list' ? items(plugins) : items(plugins, 'modules')) {
    if (plugin.is !== 'scalar' || plugin.isNull || isPath.test(plugin.text)) continue;
    if (include.test(plugin.text)) continue;
    const reference = scalarReference(plugin);
    yield referenceFact({ ...site, address: `plugins/${plugin.text}` }, reference, {
      kind: 'serverless-plugin',
      name: plugin.text,
      request: { is: 'nothing' },
      ...unresolvedPart('name', reference.resolved),
      slots: [],
    });
  }
}

const isPath = /^(?:\.{0,2}\/|\.serverless_plugins)/;
