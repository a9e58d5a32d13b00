import { entries, items, type Resolved, textOf } from '../parse/tree/index.ts';

/** A call of an intrinsic function, in its long form (`Fn::Sub: …`) or its short one (`!Sub …`). */
export interface Intrinsic {
  /** Without `Fn::`: `Sub`, `Ref`, `If`. */
  readonly name: string;
  readonly argument: Resolved;
}

// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html
const names: ReadonlySet<string> = new Set([
  ...['Ref', 'Sub', 'Join', 'FindInMap', 'If', 'Select', 'Split', 'GetAtt', 'Base64', 'ImportValue'],
  ...['Transform', 'GetAZs', 'Cidr', 'ToJsonString', 'Length', 'Condition', 'Equals', 'Not', 'And', 'Or'],
  ...['Contains', 'GetStackOutput'],
]);

/** Reads a node as the call of an intrinsic function; `null` where it is an ordinary value. */
export function intrinsicOf(node: Resolved): Intrinsic | null {
  if (node.tag !== undefined) {
    const name = node.tag.replace(/^!(?:Fn::)?/, '');
    return names.has(name) ? { name, argument: { ...node, tag: undefined } } : null;
  }
  if (node.is !== 'map' || node.entries.length !== 1) return null;
  const [only] = entries(node);
  const name = only?.key.text.replace(/^Fn::/, '') ?? '';
  const isCall = only && names.has(name) && (only.key.text.startsWith('Fn::') || name === 'Ref');
  return isCall ? { name, argument: only.value } : null;
}

/** What an expression that is not evaluated is called: `${Resource.Attribute}`, `${Fn::ImportValue name}`. */
export function nameOfUnknown({ name, argument }: Intrinsic): string {
  if (name === 'GetAtt') {
    const parts = argument.is === 'scalar' ? [argument] : items(argument);
    return parts.map((part) => textOf(part) ?? '…').join('.');
  }
  const said = textOf(argument, ...(name === 'FindInMap' ? [0] : []));
  return said === undefined || /[{}]/.test(said) ? `Fn::${name}` : `Fn::${name} ${said}`;
}
