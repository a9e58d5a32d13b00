import type { ShellCommand, ShellWord } from '../parse/shell/index.ts';

// Each use of an array brings in all of its words.
const mostWords = 20_000;
// `ALL=("${BASE[@]}" make)` is one deep.
const deepest = 4;

/** The arrays of a script. What is added to one counts, whatever it depends on; one that is set twice is not known. */
export class ScriptArrays {
  readonly #words = new Map<string, ShellWord[]>();
  readonly #sets = new Map<string, number>();
  #left = mostWords;

  constructor(commands: readonly ShellCommand[]) {
    for (const { arrays, assignments } of commands) {
      for (const { name, words, isAdded } of arrays) {
        if (!isAdded) this.#count(name);
        const known = this.#words.get(name);
        if (known) for (const word of words) known.push(word);
        else this.#words.set(name, [...words]);
      }
      // `name[0]=x`, or no array at all.
      const names = new Set(arrays.map(({ name }) => name));
      for (const { name } of assignments) if (!names.has(name)) this.#count(name, 2);
    }
  }

  #count(name: string, by = 1): void {
    this.#sets.set(name, (this.#sets.get(name) ?? 0) + by);
  }

  /** The words that `"${name[@]}"` stands for, where the script says them all; any other word stands for itself. */
  expand(word: ShellWord, depth = 0): readonly ShellWord[] {
    const words = depth < deepest ? this.#wordsOf(word) : null;
    return words ? words.flatMap((each) => this.expand(each, depth + 1)) : [word];
  }

  #wordsOf(word: ShellWord): readonly ShellWord[] | null {
    const name = nameOf(word);
    const isKnown = name !== null && this.#left >= 0 && this.#sets.get(name) === 1;
    const words = isKnown ? (this.#words.get(name) ?? []) : [];
    // Of a map (`[key]=value`) nothing else is known here; an empty one is filled in by a command.
    if (words.length === 0 || words.some(({ text }) => text.startsWith('['))) return null;
    this.#left -= words.length;
    return this.#left < 0 ? null : words;
  }
}

function nameOf({ parts }: ShellWord): string | null {
  const [part, more] = parts.filter((each) => each.is !== 'literal' || each.text !== '');
  if (part?.is !== 'variable' || part.operator !== '[' || more) return null;
  const [index, other] = part.word;
  return index?.is === 'literal' && !other && /^[@*]\]$/.test(index.text) ? part.name : null;
}
