import type { ResolvedText } from '../parse/reference/index.ts';
import type { CloudFormationTemplate } from './template.ts';

const reference = /\$\{(?<id>[A-Za-z0-9]{1,255})(?:\.[^{}]{0,500})?\}/g;

/** Whether a text is made from a resource of its own template whose type begins so: `${Repository.RepositoryUri}:1`. */
export function isOfResource(
  { resources }: CloudFormationTemplate,
  { text }: ResolvedText,
  types: readonly string[],
): boolean {
  if (!text.includes('${')) return false;
  return text.matchAll(reference).some(({ groups }) => {
    const type = resources.get(groups?.id ?? '')?.type;
    return type !== undefined && types.some((each) => type.startsWith(each));
  });
}

/** What CloudFormation fills in itself: where a stack runs does not change what it is made of. */
export const placeParameters: ReadonlySet<string> = new Set([
  '${AWS::Region}',
  '${AWS::Partition}',
  '${AWS::URLSuffix}',
]);

/** The account that a stack is made in. */
export const ownAccount = '${AWS::AccountId}';

// Where the CDK, SAM and rain put what they make of the repository.
const madeByTools =
  /(?:^|\/\/|\/)(?:cdk-[a-z0-9]{1,32}-(?:container-)?assets-|aws-sam-cli-managed-default-|rain-artifacts-)/;

/** Whether an address lies in a bucket or a registry that a tool of the stack made for what it builds. */
export function isMadeByTool(address: string): boolean {
  return madeByTools.test(address);
}
