/** A pipeline of a Go template; `a | f b` is the call `f b a`. */
export type Expression =
  | { readonly is: 'text'; readonly text: string }
  | { readonly is: 'truth'; readonly value: boolean }
  | { readonly is: 'nothing' }
  | { readonly is: 'dot' }
  /** `$x`; the name of `$` is empty. */
  | { readonly is: 'variable'; readonly name: string }
  | { readonly is: 'field'; readonly of: Expression; readonly name: string }
  | { readonly is: 'call'; readonly name: string; readonly given: readonly Expression[] };

/** A part of a Go template (https://pkg.go.dev/text/template). */
export type TemplateNode =
  | { readonly is: 'text'; readonly text: string }
  | { readonly is: 'output'; readonly expression: Expression; readonly source: string }
  | { readonly is: 'set'; readonly name: string; readonly isNew: boolean; readonly expression: Expression }
  | { readonly is: 'choice'; readonly word: 'if' | 'with'; readonly branches: readonly Branch[] }
  | { readonly is: 'range'; readonly loop: Loop; readonly body: readonly TemplateNode[] };

/** A branch of `if` or `with`; `else` has no condition. */
export interface Branch {
  readonly condition: Expression | null;
  readonly body: readonly TemplateNode[];
}

/** What `range` or `with` iterates over, and the variables that it sets. */
export interface Loop {
  readonly names: readonly string[];
  readonly over: Expression;
}
