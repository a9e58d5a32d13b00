import { alternativesOf, maxAlternatives } from './alternatives.ts';
import type { HclForDirective, HclIfDirective, HclLiteral, HclTemplate, HclTemplatePart } from './ast.ts';
import { overBudget } from './budget.ts';
import { asBool, asText } from './convert.ts';
import type { Evaluation, Frame } from './evaluate.ts';
import { elementsOf, frameWith } from './iterate.ts';
import { type HclTextPiece, type HclValue, stringValue, unknownValue } from './value.ts';

/** Evaluates a template; `"${x}"` alone is `x` itself, whatever its type. */
export function evaluateTemplate(evaluation: Evaluation, template: HclTemplate, frame: Frame): HclValue {
  const [first, second] = template.parts;
  if (first?.is === 'interpolation' && second === undefined && template.style !== 'file') {
    return evaluation.value(first.expression, frame);
  }
  const text = new TemplateText(evaluation);
  text.addAll(template.parts, frame);
  return text.finish();
}

class TemplateText {
  readonly #evaluation: Evaluation;
  readonly #pieces: HclTextPiece[] = [];
  #length = 0;
  #reason: string | undefined;
  #failed = false;
  /** What the text may be so far, where an unknown part can only be one of several. */
  #alternatives: readonly (readonly HclTextPiece[])[] | undefined = [[]];

  constructor(evaluation: Evaluation) {
    this.#evaluation = evaluation;
  }

  addAll(parts: readonly HclTemplatePart[], frame: Frame): void {
    for (const part of parts) {
      if (this.#evaluation.budget.isSpent) break;
      this.#add(part, frame);
    }
  }

  finish(): HclValue {
    if (!this.#evaluation.budget.text(this.#length) || this.#evaluation.budget.isSpent)
      return unknownValue(overBudget);
    if (this.#reason === undefined) return stringValue(this.#pieces);
    const alternatives = (this.#alternatives ?? []).map((pieces) => stringValue(pieces));
    return unknownValue(this.#reason, { pieces: this.#pieces, failed: this.#failed, alternatives });
  }

  #add(part: HclTemplatePart, frame: Frame): void {
    if (!this.#evaluation.budget.step()) return;
    switch (part.is) {
      case 'literal':
        this.#literal(part, frame);
        return;
      case 'interpolation':
        this.#value(this.#evaluation.value(part.expression, frame), part, frame);
        return;
      case 'if':
        this.#if(part, frame);
        return;
      case 'for':
        this.#for(part, frame);
    }
  }

  #literal(part: HclLiteral, frame: Frame): void {
    const form = part.exact ? 'exact' : 'encoded';
    this.#push([{ text: part.value, form, place: this.#evaluation.place(part, frame), via: frame.via }]);
  }

  #if(part: HclIfDirective, frame: Frame): void {
    const condition = this.#evaluation.value(part.condition, frame);
    const chosen = asBool(condition);
    const reason = condition.is === 'unknown' ? condition.reason : 'The condition is not a boolean.';
    if (chosen === undefined) this.#unknown(reason, part, frame);
    else this.addAll(chosen ? part.whenTrue : part.whenFalse, frame);
  }

  #for(part: HclForDirective, frame: Frame): void {
    const collection = this.#evaluation.value(part.collection, frame);
    const elements = elementsOf(collection);
    const missing = collection.is === 'list' || collection.is === 'object' ? collection.missing : undefined;
    if (elements === undefined || missing !== undefined) {
      const reason = collection.is === 'unknown' ? collection.reason : missing;
      this.#unknown(reason ?? '"for" needs a list or an object.', part, frame);
      return;
    }
    const names = { keyName: part.key, valueName: part.value };
    for (const element of elements) this.addAll(part.body, frameWith(frame, names, element));
  }

  #value(value: HclValue, at: HclTemplatePart, frame: Frame): void {
    const text = asText(value);
    if (text === undefined) {
      this.#unknown('The value is not a string.', at, frame, true);
      return;
    }
    if (text.is === 'string') {
      this.#push(text.pieces);
      return;
    }
    this.#reason ??= text.reason;
    this.#failed ||= text.failed;
    const alternatives = text.alternatives.flatMap(alternativesOf).map(asText);
    this.#fork(
      alternatives.map((alternative) => (alternative?.is === 'string' ? alternative.pieces : undefined)),
    );
    this.#append(text.pieces);
  }

  #unknown(reason: string, at: HclTemplatePart, frame: Frame, failed = false): void {
    this.#reason ??= reason;
    this.#failed ||= failed;
    this.#alternatives = undefined;
    const span = at.is === 'interpolation' ? at.expression : at;
    this.#append(this.#evaluation.unknown(reason, span, frame).pieces);
  }

  #push(pieces: readonly HclTextPiece[]): void {
    if (this.#reason !== undefined)
      this.#alternatives = this.#alternatives?.map((before) => [...before, ...pieces]);
    this.#append(pieces);
  }

  /** Until the first unknown part there is one text, so it is copied only then. */
  #fork(choices: readonly (readonly HclTextPiece[] | undefined)[]): void {
    const before =
      this.#alternatives?.length === 1 && this.#alternatives[0]?.length === 0
        ? [[...this.#pieces]]
        : this.#alternatives;
    const known = choices.filter((choice) => choice !== undefined);
    const isKnown = before !== undefined && known.length > 0 && known.length === choices.length;
    this.#alternatives =
      isKnown && before.length * known.length <= maxAlternatives
        ? before.flatMap((pieces) => known.map((choice) => [...pieces, ...choice]))
        : undefined;
  }

  #append(pieces: readonly HclTextPiece[]): void {
    this.#evaluation.budget.step(pieces.length);
    for (const piece of pieces) {
      this.#pieces.push(piece);
      this.#length += piece.text.length;
    }
  }
}
