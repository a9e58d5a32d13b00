import {
  type CallLiteral,
  firstKnown,
  formatted,
  joinedText,
  type Literal,
  type LiteralEvaluation,
} from '../literals/index.ts';

// `%s`, `%v`, `%d`, and `{}`, `{0}` as Python and C# have them.
const verbs = /%[svd]/g;
const indexed = /\{(?<index>\d{1,3})?\}/g;

/** Gives what a call in a program comes down to: the functions of its libraries that put texts together or wrap values. */
export function programFunction(
  call: CallLiteral,
  evaluation: LiteralEvaluation,
): readonly Literal[] | undefined {
  const { callee, args } = call;
  const name = callee.slice(callee.lastIndexOf('.') + 1);
  switch (name) {
    case 'either':
      return args;
    case 'coalesce':
      return firstKnown(args, evaluation);
    case 'concat':
    case 'Concat':
      return [joinedText(args, call)];
    case 'Sprintf':
      return formatted(call, evaluation, verbs);
    case 'format':
    case 'Format':
      return args.length > 1 ? formatted(call, evaluation, indexed) : args;
    default:
      return wrapped(name, args);
  }
}

// `pulumi.String("x")`, `jsii.String("x")`, `pulumi.interpolate`…`.
const wrappers: ReadonlySet<string> = new Set([
  'String',
  'StringPtr',
  'interpolate',
  'output',
  'Output',
  'str',
  // A structure that is passed on as JSON.
  'dumps',
  'stringify',
  'jsonStringify',
  'json_dumps',
  'jsonencode',
  'Jsonencode',
  'JsonSerialize',
  'Serialize',
]);

/** A value in a type that says no more of it: `ContainerArgs(image="x")`, `corev1.ContainerArray{…}`, `dict(a=1)`. */
function wrapped(name: string, args: readonly Literal[]): readonly Literal[] | undefined {
  const [only, ...others] = args;
  if (!only || others.length > 0) return undefined;
  if (wrappers.has(name)) return [only];
  const isStructure = only.is === 'map' || only.is === 'list';
  const isType = /^[A-Z]/.test(name) || name === 'dict' || name === 'map';
  return isStructure && isType ? [only] : undefined;
}
