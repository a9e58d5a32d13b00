import { maskUnknown, type ReferenceParts, slotsAt } from '../reference/index.ts';
import type { CloudFormationText } from './evaluate.ts';
import { isOfResource } from './own.ts';
import { publicParameter } from './public-parameter.ts';
import { type CloudFormationReading, type TemplateSite, textFact, unknownName } from './reading.ts';

const id = /^ami-(?:[0-9a-f]{8}|[0-9a-f]{17})$/;

/** Whether a text is the id of an AMI, whose bytes never change. */
export function isMachineImageId(text: string): boolean {
  return id.test(text);
}

// What a mapping says of regions in which there is no such image.
const isNone = /^(?:none|null|n\/?a|not[ _-]?(?:supported|available|applicable))$/i;

const recipe = /^arn:[^:]*:imagebuilder:[^:]*:(?<owner>[^:]*):image\/(?<name>[^/]+)\/(?<version>.+)$/d;

/** Reads which machine image is taken, where it is written: by its id, by the public parameter that holds it, by its ARN. */
export function* readMachineImage(site: TemplateSite, given: CloudFormationText): CloudFormationReading {
  const { resolved } = given;
  if ((resolved.text === '' && given.isOptional) || isNone.test(resolved.text)) return;
  if (isOfResource(site.evaluation.template, resolved, ['AWS::ImageBuilder::', 'AWS::CloudFormation::Stack']))
    return;
  const parts = machineImageParts(site, given);
  if (parts) yield textFact(site, declared(given), parts);
}

function machineImageParts(site: TemplateSite, given: CloudFormationText): ReferenceParts | null {
  const { file } = site;
  const { resolved } = given;
  const { text } = resolved;
  const kind = 'vm-image';
  const parameter = publicParameter(resolved);
  if (parameter) {
    const { name, request, asked } = parameter;
    return { kind, name, request, slots: asked ? slotsAt(file, 'version', resolved, asked) : [] };
  }
  const built = recipe.exec(maskUnknown(resolved));
  const [start, end] = built?.indices?.groups?.version ?? [];
  if (built && start !== undefined && end !== undefined) {
    const owner = built.groups?.owner ?? '';
    // Amazon's own images have no account; those of an account are built by somebody's pipeline.
    if (owner !== 'aws' && owner !== 'aws-marketplace') return null;
    return {
      kind,
      name: `${owner}/imagebuilder/${built.groups?.name ?? ''}`,
      request: { is: 'tag', text: text.slice(start, end) },
      slots: slotsAt(file, 'version', resolved, { start, end }),
    };
  }
  if (text === '' || maskUnknown(resolved).includes('\0')) return unknownName(kind, resolved);
  const slots = slotsAt(file, 'version', resolved, { start: 0, end: text.length });
  return { kind, name: 'aws/ami', request: { is: 'version', text }, slots };
}

/** An image that a parameter or a mapping names is named there, however many resources take it. */
function declared(given: CloudFormationText): CloudFormationText {
  const { resolved } = given;
  const written = resolved.pieces.filter(({ is }) => is !== 'supplied');
  const [first] = written;
  const place = first && written.length === 1 && first.is === 'written' ? first : null;
  if (!place) return given;
  const pieces = resolved.pieces.map((piece) => ({ ...piece, via: [] }));
  return { ...given, at: place.span, resolved: { ...resolved, pieces } };
}
