import type { ShellCommand, ShellLoop, ShellScript, ShellWord } from '../parse/shell/index.ts';

// Each use of an array brings in all of its words.
const mostWords = 20_000;
// `ALL=("${BASE[@]}" make)` is one deep.
const deepest = 4;

/** The arrays of a script. What is added to one counts, whatever it depends on, the words of a loop among it; one that is set twice is not known. */
export class ScriptArrays {
  readonly #words = new Map<string, ShellWord[]>();
  readonly #sets = new Map<string, number>();
  #left = mostWords;

  constructor({ commands, loops }: Pick<ShellScript, 'commands' | 'loops'>) {
    for (const command of commands) {
      const { arrays, assignments } = command;
      for (const { name, words: written, isAdded } of arrays) {
        const isSame = !isAdded && isEqual(this.#words.get(name), written);
        if (isSame) continue;
        if (!isAdded) this.#count(name);
        const words = written.flatMap((word) => loopWords(word, command, loops) ?? [word]);
        const known = this.#words.get(name);
        if (known) for (const word of words) known.push(word);
        else this.#words.set(name, [...words]);
      }
      // `name[0]=x`, or no array at all.
      for (const { name } of assignments)
        if (!arrays.some((array) => array.name === name)) this.#count(name, 2);
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
    const words = name === null || (this.#sets.get(name) ?? 0) > 1 ? [] : (this.#words.get(name) ?? []);
    // Of a map (`[key]=value`) nothing else is known here; an empty one is filled in by a command.
    if (words.length === 0 || words.some(({ text }) => text.startsWith('['))) return null;
    this.#left -= words.length;
    return this.#left < 0 ? null : words;
  }
}

/** `local packages=("$@")` of several functions says the same in each. */
function isEqual(known: readonly ShellWord[] | undefined, words: readonly ShellWord[]): boolean {
  return known?.length === words.length && words.every(({ text }, index) => known[index]?.text === text);
}

// Each array is looked for in all of them.
const mostLoops = 500;

/** What `missing+=("$each")` of a loop adds: which of its words, only a run knows. */
function loopWords(
  { parts }: ShellWord,
  { start }: ShellCommand,
  loops: readonly ShellLoop[],
): readonly ShellWord[] | null {
  const [part, more] = parts.filter((each) => each.is !== 'literal' || each.text !== '');
  if (part?.is !== 'variable' || part.operator !== '' || more) return null;
  const around = loops
    .slice(0, mostLoops)
    .filter((loop) => loop.name === part.name && loop.start <= start && start < loop.end);
  return around.at(-1)?.words ?? null;
}

function nameOf({ parts }: ShellWord): string | null {
  const [part, more] = parts.filter((each) => each.is !== 'literal' || each.text !== '');
  if (part?.is !== 'variable' || part.operator !== '[' || more) return null;
  const [index, other] = part.word;
  return index?.is === 'literal' && !other && /^[@*]\]$/.test(index.text) ? part.name : null;
}
