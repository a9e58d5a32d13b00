import { get, items, type Resolved, type ScalarNode, SKIP, scalarOf, walk } from '../parse/tree/index.ts';
import { referenceFact, scalarReference } from '../reference/index.ts';
import { isMachineImageId } from './machine-images.ts';
import type { CloudFormationReading, TemplateSite } from './reading.ts';
import { readTemplateUrl } from './templates.ts';

/** Reads the macros that a template as a whole is transformed by. */
export function* readTransforms(site: TemplateSite, root: Resolved): CloudFormationReading {
  const transform = get(root, 'Transform');
  for (const each of transform?.is === 'list' ? items(transform) : transform ? [transform] : [])
    yield* readTransform({ ...site, address: 'Transform' }, each);
}

/** A name, or `{Name, Parameters}`; what AWS itself offers is no third party's. */
function* readTransform(site: TemplateSite, node: Resolved): CloudFormationReading {
  const name = node.is === 'scalar' ? node : scalarOf(node, 'Name');
  if (!name || name.isNull || name.text === '') return;
  if (name.text === 'AWS::Include') {
    const location = get(node, 'Parameters', 'Location');
    if (location) for (const text of site.evaluation.texts(location)) yield* readTemplateUrl(site, text);
  }
  if (name.text.startsWith('AWS::')) return;
  yield referenceFact(site, scalarReference(name), {
    kind: 'cloudformation-macro',
    name: name.text,
    request: { is: 'nothing' },
    slots: [],
  });
}

const sections = ['Parameters', 'Mappings', 'Resources', 'Conditions', 'Outputs'] as const;

/** Reads what may stand anywhere in a template: macros of a part of it, and the ids of machine images. */
export function* readAnywhere(site: TemplateSite, root: Resolved): CloudFormationReading {
  for (const section of sections) {
    const images: (readonly [ScalarNode, string])[] = [];
    const transforms: (readonly [Resolved, string])[] = [];
    walk(get(root, section), (node, path) => {
      const address = () => [section, ...path].join('.').slice(0, longestAddress);
      if (node.is === 'scalar') {
        if (isMachineImageId(node.text)) images.push([node, address()]);
        return undefined;
      }
      if (path.at(-1) === 'Metadata') return SKIP;
      const call = node.tag === '!Transform' ? { ...node, tag: undefined } : get(node, 'Fn::Transform');
      if (call) transforms.push([call, address()]);
      return undefined;
    });
    for (const [node, address] of transforms) yield* readTransform({ ...site, address }, node);
    for (const [image, address] of images) yield machineImage({ ...site, address }, image);
  }
}

const longestAddress = 300;

function machineImage(site: TemplateSite, image: ScalarNode) {
  return referenceFact(site, scalarReference(image), {
    kind: 'vm-image',
    name: 'aws/ami',
    request: { is: 'version', text: image.text },
    // Other text in its place would be no image here, where only the form of an id tells it.
    slots: [],
  });
}
