import { partOf, type Reference } from '../reference/index.ts';

/** The words of a command that are not options nor their values, and the values of the options asked for. */
export interface Operands {
  readonly operands: readonly Reference[];
  /** Values by option, the last of equal ones. */
  readonly values: ReadonlyMap<string, Reference>;
}

/**
 * Tells operands from options; `takesValue` lists the options whose value is the next word, or follows `=`. Of a program that
 * runs another one, what follows the first operand is that one's.
 */
export function operandsOf(
  words: readonly Reference[],
  takesValue: ReadonlySet<string>,
  isRunner = false,
): Operands {
  const operands: Reference[] = [];
  const values = new Map<string, Reference>();
  let isOver = false;
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at];
    if (!word || (isRunner && operands.length > 0)) break;
    const { text } = word.resolved;
    if (isOver || !text.startsWith('-') || text === '-') operands.push(word);
    else if (text === '--') isOver = true;
    else {
      const equals = text.indexOf('=');
      if (equals > 0 && takesValue.has(text.slice(0, equals))) {
        values.set(text.slice(0, equals), restOf(word, equals + 1));
        continue;
      }
      const option = valueOption(text, takesValue);
      const value = words[at + 1];
      if (option === null) continue;
      if (value) values.set(option, value);
      at += 1;
    }
  }
  return { operands, values };
}

/** What of a word stands from an offset on. */
export function restOf({ at, resolved }: Reference, start: number): Reference {
  return { at, resolved: partOf(resolved, { start, end: resolved.text.length }) };
}

/** `-b` and `--branch` take the next word, and so does the last letter of `-fsSLo`. */
function valueOption(text: string, takesValue: ReadonlySet<string>): string | null {
  if (takesValue.has(text)) return text;
  if (text.startsWith('--') || text.length < 3) return null;
  // Once a letter takes a value, the rest of the word is that value.
  for (let at = 1; at < text.length; at += 1) {
    const letter = `-${text[at]}`;
    if (takesValue.has(letter)) return at === text.length - 1 ? letter : null;
  }
  return null;
}

const positional = /^\$(?:[@*0-9]|\{[@*0-9]{1,4}\})$/;

/** Whether a word is one that a function or a script is given: that is named where it is called. */
export function isPositional(text: string): boolean {
  return positional.test(text);
}
