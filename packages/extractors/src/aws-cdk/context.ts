import {
  entries,
  type FileProblem,
  type Node,
  type ReferenceFact,
  referenceFact,
  type ScalarNode,
  type SourceFile,
  scalarReference,
  slotsAt,
  templateSite,
  valueReferences,
} from '@fineprint/core';

/**
 * Reads what the CDK has looked up and keeps until it is told to look again
 * (https://docs.aws.amazon.com/cdk/v2/guide/context.html): a machine image, or the value of a parameter that is one or a layer.
 */
export function* readContext(file: SourceFile, context: Node): Iterable<ReferenceFact | FileProblem> {
  for (const { key, value } of entries(context)) {
    if (value.is !== 'scalar') continue;
    if (layer.test(value.text)) {
      const site = { ...templateSite(file, context), address: addressOf(key.text) };
      for (const fact of valueReferences(site, 'layer', value))
        if (fact.is === 'reference' || fact.is === 'problem') yield fact;
    } else if (image.test(value.text)) yield imageFact(file, key.text, value);
  }
}

const image = /^ami-[0-9a-f]{8,17}$/;
const layer = /^arn:[^:]{1,20}:lambda:[^:]{1,30}:\d{12}:layer:/;

function imageFact(file: SourceFile, key: string, id: ScalarNode): ReferenceFact {
  const reference = scalarReference(id);
  const whole = { start: 0, end: id.text.length };
  return referenceFact({ file, address: addressOf(key), usage: 'deployed' }, reference, {
    kind: 'vm-image',
    name: imageName(key),
    request: { is: 'version', text: id.text },
    // Other text in its place would be no image here, where only the form of an id tells it.
    slots: slotsAt(file, 'version', reference.resolved, whole).map((slot) => ({ ...slot, verbatim: false })),
  });
}

/** What was asked for: `ami:…:filters.name.0=al2023-*:…:owners.0=amazon:region=…`, or `ssm:…:parameterName=/aws/service/…`. */
function imageName(key: string): string {
  const parameter = /(?:^|:)parameterName=\/(?<path>aws\/service\/[^:]+)/.exec(key)?.groups?.path;
  if (parameter !== undefined) return parameter;
  const name = /(?:^|:)filters\.name\.0=(?<name>[^:]+)/.exec(key)?.groups?.name;
  const owner = /(?:^|:)owners\.0=(?<owner>[^:]+)/.exec(key)?.groups?.owner;
  if (name === undefined) return 'aws/ami';
  return `aws/${owner ?? 'ami'}/${name}`;
}

/** A key says the account and the region that were asked, too. */
function addressOf(key: string): string {
  return `context/${key}`.slice(0, longestAddress);
}

const longestAddress = 300;
