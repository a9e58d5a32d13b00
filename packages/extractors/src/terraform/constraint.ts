/** One condition: an operator and a version of up to three numbers. */
const condition = /^(?:=|!=|>|>=|<|<=|~>)?\s*v?\d+(?:\.\d+){0,2}(?:-[0-9A-Za-z.-]+)?(?:\+[0-9A-Za-z.-]+)?$/;

/** Tells whether a text is a version constraint (https://developer.hashicorp.com/terraform/language/expressions/version-constraints). */
export function isConstraint(text: string): boolean {
  return text.split(',').every((part) => condition.test(part.trim()));
}
