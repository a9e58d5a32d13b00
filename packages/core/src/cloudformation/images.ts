import { type ResolvedText, resolvedText } from '../parse/reference/index.ts';
import { textOf } from '../parse/tree/index.ts';
import { imageReference, partOf, type ReferenceParts, slotsAt } from '../reference/index.ts';
import type { CloudFormationText } from './evaluate.ts';
import { isMadeByTool, isOfResource } from './own.ts';
import {
  type CloudFormationReading,
  isPlacedOnly,
  type TemplateSite,
  textFact,
  unknownName,
} from './reading.ts';

/** Reads the name of an image; what a registry of the stack's own account holds is first-party, unless it is a cache. */
export function* readImage(site: TemplateSite, given: CloudFormationText): CloudFormationReading {
  if (given.resolved.text === '') {
    if (!given.isOptional) yield textFact(site, given, unknownName('container-image', given.resolved));
    return;
  }
  const cached = upstreamOf(site, given.resolved);
  if (!cached && isOwnImage(site, given.resolved)) return;
  const resolved = cached ?? given.resolved;
  const at = { start: given.at.start, end: given.at.end };
  for (const item of imageReference(site, { at, resolved })) {
    if (item.is === 'problem') yield item;
    else {
      const { unresolved, ...parts } = item;
      // Which region's copy is taken does not change what the image is.
      const isRegional = unresolved !== undefined && !resolved.isResolved && isPlacedOnly(resolved);
      yield textFact(site, { ...given, resolved }, isRegional ? parts : item);
    }
  }
}

const ownRegistry = /^\$\{AWS::AccountId\}\.dkr\.ecr(?:-fips)?\./;

/** Whether an image lies in a registry of the stack's own account, or in one that the template makes. */
export function isOwnImage({ evaluation }: TemplateSite, resolved: ResolvedText): boolean {
  const { text } = resolved;
  if (ownRegistry.test(text) || isMadeByTool(text)) return true;
  return isOfResource(evaluation.template, resolved, ['AWS::ECR::']);
}

/** An image of the own account that is a copy of another registry's, as a rule of the same template says. */
function upstreamOf({ evaluation }: TemplateSite, resolved: ResolvedText): ResolvedText | null {
  const slash = ownRegistry.test(resolved.text) ? resolved.text.indexOf('/') : -1;
  if (slash < 0) return null;
  for (const { type, body } of evaluation.template.resources.values()) {
    if (type !== 'AWS::ECR::PullThroughCacheRule') continue;
    const prefix = textOf(body, 'Properties', 'EcrRepositoryPrefix');
    const upstream = textOf(body, 'Properties', 'UpstreamRegistryUrl')?.replace(
      'registry-1.docker.io',
      'docker.io',
    );
    if (!prefix || !upstream || !resolved.text.startsWith(`${prefix}/`, slash + 1)) continue;
    const rest = partOf(resolved, { start: slash + 1 + prefix.length, end: resolved.text.length });
    const span = resolved.pieces[0]?.span ?? { start: 0, end: 0 };
    const registry = { is: 'supplied', text: upstream, span, verbatim: false, via: [] } as const;
    return resolvedText([registry, ...rest.pieces]);
  }
  return null;
}

const curated = /^aws\/codebuild\/(?<name>[^:]+):(?<tag>.+)$/;

/** An image that CodeBuild itself offers: it stands in no registry, like the hosted runners of others. */
export function curatedParts(text: string): Pick<ReferenceParts, 'kind' | 'name' | 'request'> | null {
  const { name, tag } = curated.exec(text)?.groups ?? {};
  if (name === undefined || tag === undefined) return null;
  return { kind: 'vm-image', name: `aws/codebuild/${name}`, request: { is: 'tag', text: tag } };
}

/** Reads the image that a build runs in. */
export function* readBuildImage(site: TemplateSite, given: CloudFormationText): CloudFormationReading {
  const { resolved } = given;
  const parts = curatedParts(resolved.text);
  if (!parts) {
    yield* readImage(site, given);
    return;
  }
  const { length } = resolved.text;
  const start = resolved.text.indexOf(':') + 1;
  yield textFact(site, given, {
    ...parts,
    slots: slotsAt(site.file, 'version', resolved, { start, end: length }),
  });
}
