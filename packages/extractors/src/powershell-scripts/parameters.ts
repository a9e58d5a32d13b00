import type { Reference, VariableLookup } from '@fineprint/core';
import { type Argument, resolvedWord, spanOf, textOf } from './commands.ts';
import type { Word } from './tokens.ts';

/** The arguments of a cmdlet: each a list, as `-Name Pester, psake` gives one. */
export interface Parameters {
  /** By the name of the parameter in lower case, without its dash. */
  readonly named: ReadonlyMap<string, readonly Word[]>;
  readonly positional: readonly (readonly Word[])[];
}

// The rest of the parameters that matter here take a value.
const switches: ReadonlySet<string> = new Set([
  ...['force', 'confirm', 'whatif', 'verbose', 'debug', 'quiet', 'passthru', 'resume', 'asynchronous'],
  ...['allowclobber', 'allowprerelease', 'acceptlicense', 'skippublishercheck', 'prerelease', 'reinstall'],
  ...['trustrepository', 'usebasicparsing', 'usedefaultcredentials', 'skipcertificatecheck', 'noclobber'],
]);
const parameter = /^-(?<name>[a-z]\w*)(?<colon>:?)/i;

/** Tells parameters from their values (https://learn.microsoft.com/powershell/module/microsoft.powershell.core/about/about_parameters). */
export function parametersOf(words: readonly Argument[]): Parameters {
  const named = new Map<string, Word[]>();
  const positional: Word[][] = [];
  let list: Word[] | null = null;
  for (const word of words) {
    const found = word.isBare ? parameter.exec(textOf(word))?.groups : undefined;
    if (word.isListed && list) list.push(word);
    else if (found?.name !== undefined) {
      const name = found.name.toLowerCase();
      list = switches.has(name) ? null : [];
      if (list) named.set(name, list);
      const value = found.colon === '' ? null : afterColon(word, name.length + 2);
      if (value) list?.push(value);
    } else if (list?.length === 0) list.push(word);
    else {
      list = [word];
      positional.push(list);
    }
  }
  return { named, positional };
}

/** `-Version:1.2`, where the value follows at once. */
function afterColon(word: Word, length: number): Word | null {
  const [first, ...rest] = word.parts;
  if (first?.is !== 'literal') return null;
  const cut = { ...first, text: first.text.slice(length), start: first.start + length };
  const parts = cut.text === '' ? rest : [cut, ...rest];
  return parts.length === 0 ? null : { ...word, parts };
}

/** A word as a reference, its variables filled in. */
export function referenceOf(text: string, word: Word, lookup: VariableLookup): Reference {
  return { at: spanOf(word), resolved: resolvedWord(text, word, lookup) };
}
