import { maskUnknown, partOf, type ReferenceParts, slotsAt } from '../reference/index.ts';
import type { CloudFormationText } from './evaluate.ts';
import { isOfResource, ownAccount } from './own.ts';
import { publicParameter } from './public-parameter.ts';
import {
  type CloudFormationReading,
  type TemplateSite,
  textFact,
  unknownName,
  unknownPart,
} from './reading.ts';

const kind = 'lambda-layer';
const arn = /^(?:arn:[^:]*:lambda:[^:]*:)(?<account>[^:]+):layer:(?<name>[^:]+)(?::(?<version>[^:]+))?$/d;

/** Reads the ARN of a layer; those of the stack's own account, and of the template itself, are first-party. */
export function* readLayer(site: TemplateSite, given: CloudFormationText): CloudFormationReading {
  const { resolved } = given;
  const { text } = resolved;
  if (text === '' && given.isOptional) return;
  if (isOfResource(site.evaluation.template, resolved, ownLayers)) return;
  const parameter = publicParameter(resolved);
  if (parameter) {
    const { name, request, asked } = parameter;
    const slots = asked ? slotsAt(site.file, 'version', resolved, asked) : [];
    yield textFact(site, given, { kind, name, request: asVersion(request), slots });
    return;
  }
  const match = arn.exec(maskUnknown(resolved));
  const [from, accountEnd] = match?.indices?.groups?.account ?? [];
  const [nameStart, nameEnd] = match?.indices?.groups?.name ?? [];
  const [start, end] = match?.indices?.groups?.version ?? [];
  if (from === undefined || nameStart === undefined || nameEnd === undefined) {
    yield textFact(site, given, unknownName(kind, resolved));
    return;
  }
  const account = text.slice(from, accountEnd);
  if (account === ownAccount) return;
  const version = start === undefined || end === undefined ? null : { start, end };
  const named = unknownPart('name', partOf(resolved, { start: from, end: nameEnd }));
  yield textFact(site, given, {
    kind,
    name: `${account}/${text.slice(nameStart, nameEnd)}`,
    request: version ? { is: 'version', text: text.slice(version.start, version.end) } : { is: 'nothing' },
    ...(named.unresolved || !version ? named : unknownPart('version', partOf(resolved, version))),
    slots: version ? slotsAt(site.file, 'version', resolved, version) : [],
  });
}

/** A parameter's version holds one layer for ever. */
function asVersion(request: ReferenceParts['request']): ReferenceParts['request'] {
  return request.is === 'nothing' ? request : { is: 'version', text: request.text };
}

// An application or a stack that brings a layer is named where it stands.
const ownLayers = [
  'AWS::Lambda::LayerVersion',
  'AWS::Serverless::LayerVersion',
  'AWS::Serverless::Application',
  'AWS::CloudFormation::Stack',
];
