import type { HclExpression } from './ast.ts';
import type { HclValue } from './value.ts';

/** What surrounds an expression: its file, and what its references mean. */
export interface HclScope {
  /** What places say: a path or an id. */
  readonly file: string;
  /** The file's text; unknown parts of strings show their source. */
  readonly text: string;
  /** Says what `root` and the names after it mean: for `local.base.url`, `resolve('local', ['base', 'url'])`. */
  readonly resolve: (root: string, path: readonly string[]) => HclResolution;
  /** Reads a file for `file` and `templatefile`; the path is as the expression gives it. */
  readonly readFile?: (path: string) => HclFileText;
  /** Answers functions that a tool adds, such as Terragrunt's; `undefined` leaves them unknown. */
  readonly call?: (name: string, args: readonly HclValue[]) => HclValue | undefined;
}

/** What a reference means; `used` counts the names of the path that are taken by it (`local.base.url`: 1). */
export type HclResolution =
  | {
      readonly is: 'expression';
      readonly expression: HclExpression;
      readonly scope: HclScope;
      readonly used: number;
    }
  | { readonly is: 'value'; readonly value: HclValue; readonly used: number }
  | { readonly is: 'unknown'; readonly reason: string };

/** A file's text, or why it is not read. */
export type HclFileText =
  | { readonly is: 'text'; readonly file: string; readonly text: string }
  | { readonly is: 'unknown'; readonly reason: string };
