import type { ResolvedText, VariableLookup, VariableRoom, VariableValue } from '../parse/reference/index.ts';
import type { ShellCommand, ShellWord } from '../parse/shell/index.ts';
import type { Span } from '../parse/span.ts';
import { partOf } from '../reference/index.ts';

const declaring: ReadonlySet<string> = new Set(['export', 'readonly', 'local', 'declare', 'typeset']);
const assigned = /^(?<name>[A-Za-z_][A-Za-z0-9_]*)=/;

/** The variables of a script. One that is set twice, or over an ARG, has a value that only running it tells. */
export class ScriptVariables {
  readonly lookup: VariableLookup;
  readonly #values = new Map<string, VariableValue>();
  readonly #counts = new Map<string, number>();

  constructor(commands: readonly ShellCommand[], outer: VariableLookup, room: VariableRoom) {
    for (const command of commands)
      for (const { name } of assignmentsOf(command))
        this.#counts.set(name, (this.#counts.get(name) ?? 0) + 1);
    this.lookup = (name) => {
      const given = outer(name);
      if (!this.#counts.has(name)) return given;
      if (given !== null || this.#counts.get(name) !== 1) return null;
      const own = this.#values.get(name);
      return own && !own.value.pieces.some(isPipeline) ? room.charged(name, own) : null;
    };
  }

  assign(
    command: ShellCommand,
    resolve: (word: ShellWord) => ResolvedText,
    placeOf: (span: Span) => Span,
  ): void {
    for (const { name, word, from } of assignmentsOf(command)) {
      this.#values.set(name, { value: partFrom(resolve(word), from), place: placeOf(word) });
    }
  }
}

/** What commands with pipes and URLs in them print says less than the variable that holds it. */
function isPipeline({ is, text }: ResolvedText['pieces'][number]): boolean {
  return is === 'unresolved' && /^(?:\$\(|`)/.test(text) && /\||:\/\/|["'\n]/.test(text);
}

/** A variable that a command sets. */
export interface Assigned {
  readonly name: string;
  readonly word: ShellWord;
  /** Where the value begins in the word. */
  readonly from: number;
}

/** Lists the variables that a command sets; an assignment before a command's name holds for that command alone. */
export function assignmentsOf(command: ShellCommand): readonly Assigned[] {
  if (command.words.length === 0)
    return command.assignments.map(({ name, value }) => ({ name, word: value, from: 0 }));
  if (!declaring.has(command.words[0]?.text ?? '')) return [];
  return command.words.slice(1).flatMap((word) => {
    const name = assigned.exec(word.text)?.groups?.name;
    return name === undefined ? [] : [{ name, word, from: name.length + 1 }];
  });
}

/** What of a resolved text follows an offset. */
export function partFrom(resolved: ResolvedText, start: number): ResolvedText {
  return partOf(resolved, { start, end: resolved.text.length });
}
