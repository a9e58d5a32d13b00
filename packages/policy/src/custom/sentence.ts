import { quotable } from '../wording.ts';
import type { Condition, ConditionDefect, ConditionSubject, Conditions } from './conditions.ts';

/** A sentence of a custom rule: text, and expressions in braces. */
export type Sentence = readonly (string | Condition)[];

/** Reads `{component.name} is not ours.`; a defect says what is wrong with which part of it. */
export function readSentence(
  text: string,
  subject: 'component' | 'occurrence',
  conditions: Conditions,
): Sentence | ConditionDefect {
  const parts: (string | Condition)[] = [];
  let at = 0;
  for (const { index, 0: whole, groups } of text.matchAll(braces)) {
    const inner = groups?.inner;
    if (inner === undefined) {
      const message = `This "${whole}" stands alone: an expression stands in braces, as in "{component.name}".`;
      return { message, start: index, end: index + 1 };
    }
    const part = conditions.compile(inner, subject, 'text');
    if ('message' in part) return { ...part, start: index + 1 + part.start, end: index + 1 + part.end };
    parts.push(text.slice(at, index), part);
    at = index + whole.length;
  }
  return [...parts, text.slice(at)];
}

const braces = /\{(?<inner>[^{}]*)\}|[{}]/g;

/** The sentence about a subject, on one line. */
export function sentenceOf(sentence: Sentence, subject: ConditionSubject): string {
  const written = sentence.map((part) =>
    typeof part === 'string' ? part : quotable(String(part.evaluate(subject))),
  );
  return written.join('').replace(/\s+/g, ' ').trim();
}
