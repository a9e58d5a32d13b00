import { type Argument, InvalidArgumentError, type Option } from 'commander';
import { didYouMean } from './usage-error.ts';

/** What may stand in an argument or after an option, for help, completion and the manual page. */
export interface Allowed {
  /** Words that mean something there; gathered only when they are shown. */
  words?(): Promise<readonly string[]>;
  /** Whether several stand there, separated by commas. */
  readonly isList?: boolean;
  /** Whether a path may stand there, or follow a word and "=". */
  readonly path?: 'itself' | 'after word=';
}

const known = new WeakMap<Option | Argument, Allowed>();

/** Says what may stand in an argument or after an option. */
export function allowing<T extends Option | Argument>(of: T, allowed: Allowed): T {
  known.set(of, allowed);
  return of;
}

/** What may stand in an argument or after an option: its choices, or what `allowing` said. */
export function allowedIn(of: Option | Argument): Allowed {
  const { argChoices } = of;
  return argChoices ? { words: async () => argChoices } : (known.get(of) ?? {});
}

/** Lets only some words stand in an argument or after an option; another is refused with the one that was meant. */
export function choosing<T extends Option | Argument>(of: T, words: readonly string[]): T {
  of.choices(words);
  of.argParser((word: string) => {
    if (words.includes(word)) return word;
    throw new InvalidArgumentError(`Allowed choices are ${words.join(', ')}.${didYouMean(word, words)}`);
  });
  return of;
}
