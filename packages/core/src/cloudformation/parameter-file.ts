import { items, type Node, scalarOf, textOf } from '../parse/tree/index.ts';
import type { SourceFile } from '../read/source-file.ts';
import type { Held } from './places.ts';
import type { CloudFormationReading } from './reading.ts';
import { templateSite, valueReferences } from './resources.ts';
import { settled } from './settle.ts';

/**
 * Reads the values that a deployment gives to parameters, as `aws cloudformation deploy` takes them from a file. Which
 * template they are for is not said, so only what says itself what it is counts.
 */
export function* parameterReferences(file: SourceFile, root: Node): CloudFormationReading {
  yield* settled(readParameters(file, root));
}

function* readParameters(file: SourceFile, root: Node): CloudFormationReading {
  const site = templateSite(file, root);
  for (const parameter of items(root)) {
    const key = textOf(parameter, 'ParameterKey') ?? '';
    const value = scalarOf(parameter, 'ParameterValue');
    const holds = value && heldBy(key, value.text);
    if (!value || !holds) continue;
    // What only its form tells would be nothing if other text stood in its place.
    for (const item of valueReferences({ ...site, address: `ParameterKey.${key}` }, holds, value))
      yield item.is === 'reference' && holds !== 'image' ? { ...item, slots: [] } : item;
  }
}

const image =
  /^(?!arn:|https?:)[a-z0-9][a-z0-9._-]*(?::\d+)?(?:\/[a-z0-9][a-z0-9._-]*){0,10}(?::[\w.-]+|@sha256:[0-9a-f]{64})+$/;

function heldBy(key: string, value: string): Held | null {
  if (/^ami-[0-9a-f]{8,17}$/.test(value)) return 'machine-image';
  if (/^arn:[^:]{1,20}:lambda:[^:]{1,30}:\d{12}:layer:/.test(value)) return 'layer';
  const isImage = /image|container/i.test(key) && value.length < 500 && image.test(value);
  return isImage ? 'image' : null;
}
