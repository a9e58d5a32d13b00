import { type HclValue, hclReason, hclSlots, hclText, runtimeName } from '@fineprint/core';
import { type Choice, choicesOf } from './choices.ts';
import type { ModuleDirectory } from './directory.ts';
import type { Filled, FoundThing } from './named-links.ts';

// `python3.12`, `nodejs20.x`, `java8.al2`, `dotnetcore3.1`, `provided.al2023`, `go121`, `syn-nodejs-puppeteer-9.1`
const form = /^(?<name>[a-z]+(?:-[a-z]+)*)[.:_-]?(?<version>(?:\d|al\d)[a-z0-9._-]*)?$/di;

/** The runtimes that functions ask their platform for. */
export function* runtimes({ directory, fact, choices }: Filled): Iterable<FoundThing> {
  for (const { name: field } of fact.fields)
    for (const choice of choices(field))
      yield { ...choice, field, parts: runtimeParts(directory, choice.value) };
}

function runtimeParts(directory: ModuleDirectory, value: HclValue): Exclude<FoundThing['parts'], 'image'> {
  const text = hclText(value) ?? '';
  const because = hclReason(value);
  const match = because === null ? form.exec(text) : null;
  if (!match) {
    const reason = because ?? `"${text}" is no runtime.`;
    return {
      kind: 'runtime',
      name: text,
      request: { is: 'nothing' },
      unresolved: { part: 'name', because: reason },
      slots: [],
    };
  }
  const [start, end] = match.indices?.groups?.version ?? [];
  const version = start === undefined || end === undefined ? null : { start, end };
  return {
    kind: 'runtime',
    name: runtimeName(match.groups?.name ?? ''),
    request: version ? { is: 'tag', text: text.slice(version.start, version.end) } : { is: 'nothing' },
    slots: version ? hclSlots(directory, 'version', value, version) : [],
  };
}

const layerArn =
  /^arn:[^:]*:lambda:(?:\$\{[^{}]*\}|[^:$])*:(?<account>\$\{[^{}]*\}|[^:$]*):layer:(?<name>[^:]+)(?::(?<version>[^:]+))?$/d;
// Layers that the configuration makes, or looks up in its own account.
const ownLayer = /^\$\{(?:data\.)?aws_lambda_layer_version\.|^\$\{(?:module|one|try|var)\b.*layer_version/;

/** The layers of functions, by their ARNs; those of one's own account are first-party. */
export function* lambdaLayers({ directory, choices }: Filled): Iterable<FoundThing> {
  const field = 'layers';
  for (const { value, isOptional } of choices(field)) {
    const items = value.is === 'list' ? value.items.flatMap(choicesOf) : [{ value, isOptional }];
    for (const item of items) {
      const parts = layerParts(directory, item.value);
      if (parts) yield { ...asOptional(item, isOptional), field, parts };
    }
  }
}

function asOptional({ value, isOptional }: Choice, isWhole: boolean): Choice {
  return { value, isOptional: isOptional || isWhole };
}

function layerParts(
  directory: ModuleDirectory,
  value: HclValue,
): Exclude<FoundThing['parts'], 'image'> | null {
  const text = hclText(value) ?? '';
  if (text === '' || (value.is === 'unknown' && ownLayer.test(text))) return null;
  const match = layerArn.exec(text);
  const { account = '', name = '', version } = match?.groups ?? {};
  const because = hclReason(value) ?? `"${text}" is no ARN of a layer.`;
  const kind = 'lambda-layer';
  if (!match)
    return { kind, name: text, request: { is: 'nothing' }, unresolved: { part: 'name', because }, slots: [] };
  if (account.includes('aws_caller_identity')) return null;
  const [start, end] = match.indices?.groups?.version ?? [];
  const isNamed = !account.includes('${') && !name.includes('${');
  const isKnown = version === undefined || !version.includes('${');
  return {
    kind,
    name: `${account}/${name}`,
    request: version === undefined ? { is: 'nothing' } : { is: 'version', text: version },
    ...(isNamed && isKnown ? {} : { unresolved: { part: isNamed ? 'version' : 'name', because } }),
    slots:
      start === undefined || end === undefined || !isKnown
        ? []
        : hclSlots(directory, 'version', value, { start, end }),
  };
}
