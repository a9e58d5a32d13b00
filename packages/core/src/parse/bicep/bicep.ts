import type { Literal, TextLiteral } from '../literals/index.ts';
import type { Span, SyntaxProblem } from '../span.ts';

/** What a Bicep file says at its top level; types, functions and outputs are left out. */
export type BicepStatement = BicepDeclaration | BicepDeployment | BicepReference;

/** `param name type = default`, `var name = value`; a parameter without a default has no value. */
export interface BicepDeclaration extends Span {
  readonly is: 'param' | 'var';
  readonly name: string;
  readonly nameAt: Span;
  readonly value: Literal | null;
}

/** `resource name 'type@version' = {…}` and `module name 'reference' = {…}`. */
export interface BicepDeployment extends Span {
  readonly is: 'resource' | 'module';
  readonly name: string;
  readonly reference: TextLiteral;
  /** Whether it only looks up what is there already. */
  readonly isExisting: boolean;
  readonly body: Literal;
}

/** `import … from 'reference'`, `extension name`, `using 'reference'`. */
export interface BicepReference extends Span {
  readonly is: 'import' | 'extension' | 'using';
  /** The text, or the name of an extension of the configuration. */
  readonly reference: Literal;
}

/** The statements of a Bicep file, and what could not be understood of it. */
export interface BicepFile {
  readonly statements: readonly BicepStatement[];
  readonly problems: readonly SyntaxProblem[];
}
