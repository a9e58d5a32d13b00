import type { Span } from '../span.ts';
import { alternativesOf } from './alternatives.ts';
import type { HclExpression, HclObject, HclStep, HclTraversal } from './ast.ts';
import { literalString } from './body.ts';
import { Budget, overBudget } from './budget.ts';
import { maxDepth } from './characters.ts';
import { asText } from './convert.ts';
import { callFunction } from './functions/call.ts';
import { evaluateFor } from './iterate.ts';
import { binaryOperation, unaryOperation } from './operators.ts';
import type { HclScope } from './scope.ts';
import { navigate, takeSteps } from './steps.ts';
import { parseTemplate } from './template.ts';
import { evaluateTemplate } from './template-value.ts';
import {
  boolValue,
  type HclPlace,
  type HclTextPiece,
  type HclValue,
  listValue,
  nullValue,
  numberValue,
  type ObjectEntry,
  objectValue,
  stringValue,
  type UnknownValue,
  unknownValue,
} from './value.ts';

/** Evaluates an expression without running anything, out of what others leave `within`; what cannot be known says why. */
export function evaluateHcl(
  expression: HclExpression,
  scope: HclScope,
  within: Budget | null = null,
): HclValue {
  return new Evaluation(within).value(expression, { scope, variables: undefined, via: [] });
}

/** Renders a template file's text with variables, as `templatefile` does; places name `file`. */
export function renderTemplate(
  file: string,
  text: string,
  variables: ReadonlyMap<string, HclValue>,
): HclValue {
  const resolve = (root: string) =>
    ({ is: 'unknown', reason: `The template is not given "${root}".` }) as const;
  const frame = { scope: { file, text, resolve }, variables, via: [] };
  return new Evaluation().value(parseTemplate(text).expression, frame);
}

/** Where an expression stands while it is evaluated: its scope, the variables of `for`, the references on the way. */
export interface Frame {
  readonly scope: HclScope;
  readonly variables: ReadonlyMap<string, HclValue> | undefined;
  readonly via: readonly HclPlace[];
}

/** One evaluation with its budget and the expressions that are being evaluated. */
export class Evaluation {
  readonly budget: Budget;
  readonly #active = new Set<HclExpression>();
  #depth = 0;

  constructor(within: Budget | null = null) {
    this.budget = new Budget(1, within);
  }

  /** Evaluates an expression of the frame. */
  value(expression: HclExpression, frame: Frame): HclValue {
    if (!this.budget.step()) return this.unknown(overBudget, expression, frame);
    if (this.#depth >= maxDepth) return this.unknown('The expression nests too deep.', expression, frame);
    this.#depth++;
    const value = this.#valueOf(expression, frame);
    this.#depth--;
    return value;
  }

  /** Makes the unknown value of an expression, whose text is its source. */
  unknown(reason: string, at: Span, frame: Frame, alternatives: readonly HclValue[] = []): UnknownValue {
    return unknownValue(reason, { pieces: [this.#sourcePiece(at, frame)], alternatives });
  }

  /** Makes the place of a span in the frame's file. */
  place(span: Span, frame: Frame): HclPlace {
    return { file: frame.scope.file, start: span.start, end: span.end };
  }

  /** Gives an unknown value the source of the expression that could not be evaluated, where it has no text. */
  named(value: HclValue, at: Span, frame: Frame): HclValue {
    if (value.is !== 'unknown' || value.pieces.length > 0) return value;
    const pieces = [this.#sourcePiece(at, frame)];
    return unknownValue(value.reason, { ...value, pieces });
  }

  #sourcePiece(at: Span, frame: Frame): HclTextPiece {
    const source = frame.scope.text.slice(at.start, Math.min(at.end, at.start + 500));
    return { text: `\${${source}}`, form: 'unknown', place: this.place(at, frame), via: frame.via };
  }

  #valueOf(expression: HclExpression, frame: Frame): HclValue {
    switch (expression.is) {
      case 'template':
        return evaluateTemplate(this, expression, frame);
      case 'number': {
        const place = this.place(expression, frame);
        const piece = { text: expression.text, form: 'exact', place, via: frame.via } as const;
        return numberValue(expression.text, [piece]);
      }
      case 'bool':
        return boolValue(expression.value);
      case 'null':
        return nullValue;
      case 'traversal':
        return this.named(this.#reference(expression, frame), expression, frame);
      case 'access':
        return this.named(this.#taken(expression.of, expression.steps, frame), expression, frame);
      case 'call':
        return this.named(callFunction(this, expression, frame), expression, frame);
      case 'tuple':
        return listValue(expression.items.map((item) => this.value(item, frame)));
      case 'object':
        return this.#object(expression, frame);
      case 'conditional': {
        const { condition, whenTrue, whenFalse } = expression;
        return this.#conditional(this.value(condition, frame), expression, whenTrue, whenFalse, frame);
      }
      case 'binary':
        return this.named(binaryOperation(this, expression, frame), expression, frame);
      case 'unary':
        return this.named(
          unaryOperation(this.value(expression.operand, frame), expression, frame),
          expression,
          frame,
        );
      case 'for':
        return this.named(evaluateFor(this, expression, frame), expression, frame);
      case 'parens':
        return this.value(expression.inner, frame);
      case 'invalid':
        return this.unknown(expression.message, expression, frame);
    }
  }

  #conditional(
    condition: HclValue,
    at: Span,
    whenTrue: HclExpression,
    whenFalse: HclExpression,
    frame: Frame,
  ): HclValue {
    const text = asText(condition);
    if (text?.is === 'string' && (text.text === 'true' || text.text === 'false')) {
      return this.value(text.text === 'true' ? whenTrue : whenFalse, frame);
    }
    const reason = condition.is === 'unknown' ? condition.reason : 'The condition is not a boolean.';
    const branches = [this.value(whenTrue, frame), this.value(whenFalse, frame)];
    return this.unknown(reason, at, frame, branches.flatMap(alternativesOf));
  }

  #object(expression: HclObject, frame: Frame): HclValue {
    const entries: ObjectEntry[] = [];
    let missing: string | undefined;
    for (const item of expression.items) {
      const key = asText(this.value(item.key, frame));
      if (key?.is === 'string') entries.push({ key, value: this.value(item.value, frame) });
      else missing ??= key?.reason ?? 'A key is not a string.';
    }
    return objectValue(entries, missing);
  }

  #reference(expression: HclTraversal, frame: Frame): HclValue {
    const variable = frame.variables?.get(expression.root);
    if (variable !== undefined) return takeSteps(this, variable, expression.steps, frame);
    const path = namesOf(expression.steps);
    const found = frame.scope.resolve(expression.root, path);
    if (found.is === 'unknown') return this.unknown(found.reason, expression, frame);
    const steps = expression.steps.slice(found.used);
    if (found.is === 'value')
      return takeSteps(this, this.#viaHere(found.value, expression, frame), steps, frame);
    if (this.#active.has(found.expression)) {
      return this.unknown('The value refers to itself.', expression, frame);
    }
    const via = [...frame.via, this.place(expression, frame)].slice(-maxVia);
    const inner = { scope: found.scope, variables: undefined, via };
    this.#active.add(found.expression);
    const value = this.#taken(found.expression, steps, inner, frame);
    this.#active.delete(found.expression);
    return value;
  }

  /** Takes steps from an expression; what the steps pass by is not evaluated. The steps' own keys stand in `outer`. */
  #taken(of: HclExpression, steps: readonly HclStep[], inner: Frame, outer: Frame = inner): HclValue {
    const { expression, rest } = navigate(of, steps);
    return takeSteps(this, this.value(expression, inner), rest, outer);
  }

  /** A string that the extractor gave without an origin is computed by the reference. */
  #viaHere(value: HclValue, at: Span, frame: Frame): HclValue {
    const [piece, ...others] = value.is === 'string' ? value.pieces : [];
    if (piece === undefined || others.length > 0 || piece.place !== undefined) return value;
    return stringValue([{ ...piece, place: this.place(at, frame), via: frame.via }]);
  }
}

const maxVia = 20;
function namesOf(steps: readonly HclStep[]): readonly string[] {
  const names: string[] = [];
  for (const step of steps) {
    if (step.is === 'attribute') names.push(step.name);
    else if (step.is === 'splat') return names;
    else {
      const name = step.key.is === 'number' ? step.key.text : literalString(step.key)?.value;
      if (name === undefined) return names;
      names.push(name);
    }
  }
  return names;
}
