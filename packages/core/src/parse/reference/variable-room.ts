import { unresolvedText } from './resolved-text.ts';
import type { VariableLookup, VariableValue } from './variables.ts';

/** How much variables may bring into the texts of a file: a chain of `A2=$A1$A1` carries each link's pieces to the next. */
export class VariableRoom {
  #pieces: number;
  #characters: number;

  constructor(pieces: number, characters: number) {
    this.#pieces = pieces;
    this.#characters = characters;
  }

  /** The room of a text: several times what one brings in that uses a variable in every word. */
  static of(text: string): VariableRoom {
    return new VariableRoom(10_000 + text.length / 4, 100_000 + text.length * 20);
  }

  /** A value, as long as there is room for what it brings in; from then on the variable stays as it is called. */
  charged(name: string, known: VariableValue | null): VariableValue | null {
    if (!known) return null;
    this.#pieces -= known.value.pieces.length;
    this.#characters -= known.value.text.length;
    if (this.#pieces >= 0 && this.#characters >= 0) return known;
    return { ...known, value: unresolvedText(`\${${name}}`, known.place ?? { start: 0, end: 0 }) };
  }
}

const deepest = 32;

/**
 * Answers variables whose values hold variables in turn. `fill` fills one in with those of the next depth; it is asked
 * once for each depth, so that values which name each other many times cost no more than they are.
 */
export function nestedLookup(
  room: VariableRoom,
  fill: (name: string, inner: VariableLookup) => VariableValue | null,
  depth = 0,
): VariableLookup {
  const known = new Map<string, VariableValue | null>();
  let inner: VariableLookup | undefined;
  return (name) => {
    if (depth > deepest) return null;
    const before = known.get(name);
    if (before !== undefined) return room.charged(name, before);
    inner ??= nestedLookup(room, fill, depth + 1);
    const value = fill(name, inner);
    known.set(name, value);
    return room.charged(name, value);
  };
}
