import type { ShellWord } from './command.ts';
import {
  type CommandDraft,
  nothing,
  peek,
  problem,
  type ShellReader,
  skipBlank,
  take,
  type Unit,
} from './reader.ts';
import { readRedirection, skipLines } from './redirection.ts';
import { type ReadCommands, readWord } from './word.ts';

/** What makes a word before it the name of a function. */
export const emptyParentheses = /[ \t]*\([ \t]*\)/y;

const assignmentHead = /[A-Za-z_][A-Za-z0-9_]*(?:\[[^\]\s]{0,128}\])?\+?=/y;

// Many times what the longest of honest scripts run.
const mostCommands = 100_000;

/** Reads a simple command, or the function whose name it turns out to be. */
export function readSimple(
  reader: ShellReader,
  readCommands: ReadCommands,
  readFunction: (reader: ShellReader) => Unit,
): Unit {
  const index = reader.drafts.length;
  if (index >= mostCommands) {
    problem(reader, `The script has more than ${mostCommands} commands.`, reader.at, reader.end);
    reader.at = reader.end;
    return nothing;
  }
  const draft = newDraft(reader);
  reader.drafts.push(draft);
  const outer = reader.within;
  reader.within = index;
  while (reader.at < reader.end) {
    skipBlank(reader);
    if (reader.at >= reader.end) break;
    if (readRedirection(reader, draft, readCommands)) continue;
    if (endsCommand.test(peek(reader))) break;
    if (peek(reader) === '(') {
      if (draft.words.length === 1 && take(reader, emptyParentheses) !== null) {
        draft.isCommand = false;
        reader.within = outer;
        skipLines(reader);
        // Its body runs where it is called, so no pipe around the definition concerns it.
        readFunction(reader);
        const { start } = draft;
        reader.functions.push({ name: draft.words[0]?.text ?? '', start, end: reader.at });
        return nothing;
      }
      const array = arrayArgument(reader, draft);
      if (array !== null) {
        draft.arrays.push({ name: array, words: readArray(reader, readCommands), isAdded: false });
        continue;
      }
      problem(reader, 'A "(" stands where none can.', reader.at, reader.at + 1);
      reader.at += 1;
      continue;
    }
    if (draft.words.length === 0 && readAssignment(reader, draft, readCommands)) continue;
    const start = reader.at;
    draft.words.push(readWord(reader, readCommands));
    // Whatever character begins no word, none is read twice.
    if (reader.at === start) reader.at += 1;
    draft.end = reader.at;
  }
  reader.within = outer;
  draft.isCommand = draft.words.length > 0 || draft.assignments.length > 0;
  return draft.isCommand ? { first: index, writers: [index] } : nothing;
}

/** The array that `local x=(a b)` and `declare -a x=(a b)` assign in an argument. */
function arrayArgument({ text, at }: ShellReader, { words }: CommandDraft): string | null {
  const last = words.at(-1);
  return last?.end === at && text[at - 1] === '=' ? last.text.slice(0, -1) : null;
}

const endsCommand = /[;&|)\n]/;

function newDraft({ at, within }: ShellReader): CommandDraft {
  return {
    start: at,
    end: at,
    assignments: [],
    arrays: [],
    words: [],
    heredocs: [],
    pipesInto: null,
    within,
    isCommand: true,
  };
}

function readAssignment(reader: ShellReader, draft: CommandDraft, readCommands: ReadCommands): boolean {
  const start = reader.at;
  const head = take(reader, assignmentHead);
  if (head === null) return false;
  const name = head.slice(0, head.search(nameEnd));
  if (peek(reader) === '(')
    draft.arrays.push({ name, words: readArray(reader, readCommands), isAdded: head.endsWith('+=') });
  const value = readWord(reader, readCommands);
  draft.assignments.push({ name, value, start, end: reader.at });
  draft.end = reader.at;
  return true;
}

const nameEnd = /[^A-Za-z0-9_]/;

function readArray(reader: ShellReader, readCommands: ReadCommands): readonly ShellWord[] {
  const words: ShellWord[] = [];
  reader.at += 1;
  while (reader.at < reader.end && peek(reader) !== ')') {
    const start = reader.at;
    skipLines(reader);
    const from = reader.at;
    const word = peek(reader) === ')' ? null : readWord(reader, readCommands);
    if (word && reader.at > from) words.push(word);
    if (reader.at === start) reader.at += 1;
  }
  reader.at = Math.min(reader.at + 1, reader.end);
  return words;
}
