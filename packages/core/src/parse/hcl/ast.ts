import type { Span, SyntaxProblem } from '../span.ts';

/**
 * The tree of an HCL2 document, after https://github.com/hashicorp/hcl/blob/main/hclsyntax/spec.md.
 * Every offset counts UTF-16 code units of the text that was parsed.
 */
export type HclBody = HclNativeBody | HclJsonBody;

/** A body in native syntax: attributes and blocks, each list in the order of the text. */
export interface HclNativeBody extends Span {
  readonly is: 'native';
  readonly attributes: readonly HclAttribute[];
  readonly blocks: readonly HclBlock[];
}

/** A body in JSON syntax, where only the reader's question decides what is an attribute and what a block. */
export interface HclJsonBody extends Span {
  readonly is: 'json';
  readonly properties: readonly HclJsonProperty[];
}

/** One property of a JSON body; `block` sees its value as a body, where it is an object. */
export interface HclJsonProperty extends HclAttribute {
  readonly content: HclJsonContent;
}

/** What a JSON value is for the block structure. */
export type HclJsonContent =
  | { readonly is: 'body'; readonly body: HclJsonBody }
  | { readonly is: 'list'; readonly items: readonly HclJsonContent[]; readonly span: Span }
  | { readonly is: 'null' }
  | { readonly is: 'scalar'; readonly span: Span };

/** `name = value`; `start` and `end` cover all of it. The value is parsed on its first use. */
export interface HclAttribute extends Span {
  readonly name: string;
  readonly nameSpan: Span;
  readonly valueSpan: Span;
  readonly value: HclExpression;
  /** What the value's parser could not understand; asking parses the value. */
  readonly problems: readonly SyntaxProblem[];
}

/** `type "label" … { body }`; `start` and `end` cover all of it, `header` ends before the brace. */
export interface HclBlock extends Span {
  readonly type: string;
  readonly typeSpan: Span;
  readonly labels: readonly HclLabel[];
  readonly header: Span;
  readonly body: HclBody;
}

/** A block's label; the span is that of the text without quotes. */
export interface HclLabel extends Span {
  readonly text: string;
}

/** An expression; `is` says which. */
export type HclExpression =
  | HclTemplate
  | HclNumber
  | HclBool
  | HclNull
  | HclTraversal
  | HclAccess
  | HclCall
  | HclTuple
  | HclObject
  | HclConditional
  | HclBinary
  | HclUnary
  | HclFor
  | HclParens
  | HclInvalid;

/**
 * A string: quoted, a heredoc (`flush` strips indentation: `<<-`), a JSON string, a bare object key, or the whole
 * text of a template file (`file`).
 */
export interface HclTemplate extends Span {
  readonly is: 'template';
  readonly style: 'quoted' | 'heredoc' | 'flush' | 'json' | 'key' | 'file';
  readonly parts: readonly HclTemplatePart[];
}

/** A part of a template. */
export type HclTemplatePart = HclLiteral | HclInterpolation | HclIfDirective | HclForDirective;

/** Literal text; `exact` says that the span's own characters are the value (not an escape that stands for it). */
export interface HclLiteral extends Span {
  readonly is: 'literal';
  readonly value: string;
  readonly exact: boolean;
}

/** `${expression}`; the span covers the braces. */
export interface HclInterpolation extends Span {
  readonly is: 'interpolation';
  readonly expression: HclExpression;
}

/** `%{ if condition }…%{ else }…%{ endif }`. */
export interface HclIfDirective extends Span {
  readonly is: 'if';
  readonly condition: HclExpression;
  readonly whenTrue: readonly HclTemplatePart[];
  readonly whenFalse: readonly HclTemplatePart[];
}

/** `%{ for key, value in collection }…%{ endfor }`. */
export interface HclForDirective extends Span {
  readonly is: 'for';
  readonly key: string | undefined;
  readonly value: string;
  readonly collection: HclExpression;
  readonly body: readonly HclTemplatePart[];
}

/** A number, as it is written: `1.10` stays `1.10`. */
export interface HclNumber extends Span {
  readonly is: 'number';
  readonly text: string;
}

/** `true` or `false`. */
export interface HclBool extends Span {
  readonly is: 'bool';
  readonly value: boolean;
}

/** `null`. */
export interface HclNull extends Span {
  readonly is: 'null';
}

/** A variable and what is taken from it: `local.base["x"]`; without steps, the variable itself. */
export interface HclTraversal extends Span {
  readonly is: 'traversal';
  readonly root: string;
  readonly rootSpan: Span;
  readonly steps: readonly HclStep[];
}

/** What is taken from another expression: `split(":", x)[0]`. */
export interface HclAccess extends Span {
  readonly is: 'access';
  readonly of: HclExpression;
  readonly steps: readonly HclStep[];
}

/**
 * A step: `.name`, `[key]` (the legacy `.0` too), or a splat. After `[*]` every further step applies to each element;
 * after `.*` only attributes do, and the next index applies to the list (https://developer.hashicorp.com/terraform/language/expressions/splat).
 */
export type HclStep =
  | (Span & { readonly is: 'attribute'; readonly name: string })
  | (Span & { readonly is: 'index'; readonly key: HclExpression; readonly legacy: boolean })
  | (Span & { readonly is: 'splat'; readonly full: boolean });

/** `name(args…)`; `expandFinal` where the last argument ends in `...`. */
export interface HclCall extends Span {
  readonly is: 'call';
  readonly name: string;
  readonly nameSpan: Span;
  readonly args: readonly HclExpression[];
  readonly expandFinal: boolean;
}

/** `[a, b]`. */
export interface HclTuple extends Span {
  readonly is: 'tuple';
  readonly items: readonly HclExpression[];
}

/** `{ key = value }`. */
export interface HclObject extends Span {
  readonly is: 'object';
  readonly items: readonly HclObjectItem[];
}

/** One item of an object; a bare name as its key is a template of style `key`. */
export interface HclObjectItem extends Span {
  readonly key: HclExpression;
  readonly value: HclExpression;
}

/** `condition ? whenTrue : whenFalse`. */
export interface HclConditional extends Span {
  readonly is: 'conditional';
  readonly condition: HclExpression;
  readonly whenTrue: HclExpression;
  readonly whenFalse: HclExpression;
}

/** The binary operators, by rising precedence: `||`, `&&`, equality, comparison, sums, products. */
export type HclBinaryOperator =
  | '||'
  | '&&'
  | '=='
  | '!='
  | '<'
  | '<='
  | '>'
  | '>='
  | '+'
  | '-'
  | '*'
  | '/'
  | '%';

/** `left operator right`. */
export interface HclBinary extends Span {
  readonly is: 'binary';
  readonly operator: HclBinaryOperator;
  readonly left: HclExpression;
  readonly right: HclExpression;
}

/** `-operand` or `!operand`. */
export interface HclUnary extends Span {
  readonly is: 'unary';
  readonly operator: '-' | '!';
  readonly operand: HclExpression;
}

/** `[for value in collection : result if condition]`, or with `key =>` and braces. */
export interface HclFor extends Span {
  readonly is: 'for';
  readonly makes: 'tuple' | 'object';
  readonly keyName: string | undefined;
  readonly valueName: string;
  readonly collection: HclExpression;
  readonly key: HclExpression | undefined;
  readonly value: HclExpression;
  readonly grouping: boolean;
  readonly condition: HclExpression | undefined;
}

/** `(inner)`. */
export interface HclParens extends Span {
  readonly is: 'parens';
  readonly inner: HclExpression;
}

/** What could not be parsed, and why. */
export interface HclInvalid extends Span {
  readonly is: 'invalid';
  readonly message: string;
}
