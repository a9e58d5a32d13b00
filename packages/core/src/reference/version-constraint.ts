import type { Request } from '../model/occurrence.ts';
import type { HclValue } from '../parse/hcl/index.ts';
import { hclText } from './hcl-place.ts';

/** One condition: an operator and a version of up to three numbers. */
const condition = /^(?:=|!=|>|>=|<|<=|~>)?\s*v?\d+(?:\.\d+){0,2}(?:-[0-9A-Za-z.-]+)?(?:\+[0-9A-Za-z.-]+)?$/;

/** Tells whether a text is a version constraint (https://developer.hashicorp.com/terraform/language/expressions/version-constraints). */
export function isVersionConstraint(text: string): boolean {
  return text.split(',').every((part) => condition.test(part.trim()));
}

/** What a `version` argument asks for. */
export function constraintRequest(version: HclValue | null): Request {
  const text = version ? hclText(version) : null;
  return text === null || text === '' ? { is: 'nothing' } : { is: 'version', text };
}
