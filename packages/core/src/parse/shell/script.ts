import type { ShellScript } from './command.ts';
import {
  finishedCommand,
  nested,
  nothing,
  peek,
  problem,
  type ShellReader,
  skipBlank,
  take,
  type Unit,
} from './reader.ts';
import { readHeredocs, readRedirection, skipLines } from './redirection.ts';
import { emptyParentheses, readSimple } from './simple-command.ts';
import { readLoopHead, readPattern, readTest } from './skipped-words.ts';
import { arithmeticEnd, readWord } from './word.ts';

/**
 * Reads the commands of a POSIX shell or bash script, looking through lists, loops, conditions, functions, subshells
 * and substitutions. Nothing is run or expanded, and what cannot be understood is a problem, never the end.
 */
export function parseShell(text: string): ShellScript {
  const reader: ShellReader = {
    text,
    at: 0,
    end: text.length,
    depth: 0,
    within: null,
    drafts: [],
    functions: [],
    loops: [],
    problems: [],
    pending: [],
  };
  readList(reader, null);
  const indexes = new Map<number, number>();
  reader.drafts.forEach((draft, index) => {
    if (draft.isCommand) indexes.set(index, indexes.size);
  });
  const commands = reader.drafts
    .filter((draft) => draft.isCommand)
    .map((draft) => finishedCommand(draft, indexes));
  const { functions, loops, problems } = reader;
  return { commands, functions, loops, problems };
}

type Close = ')' | '}' | 'fi' | 'done' | 'esac' | ';;' | null;

const listSeparator = /;;&|;;|;&|&&|\|\||;|&(?!>)/y;
const reserved =
  /(?:if|then|elif|else|fi|for|while|until|do|done|case|esac|select|function|coproc|[!{}]|\[\[)(?=[\s;&|()<>]|$)/y;
const skippedWords: ReadonlySet<string> = new Set(['then', 'elif', 'else', 'do', '!', 'coproc']);
const closingWords: ReadonlySet<string> = new Set(['fi', 'done', 'esac', '}']);

/** Reads commands up to a word or parenthesis that closes them, and past it unless it is one. */
function readList(reader: ShellReader, close: Close): Unit {
  let first: number | null = null;
  const writers: number[] = [];
  for (;;) {
    skipBlank(reader);
    const character = peek(reader);
    if (character === '') break;
    if (character === '\n') {
      reader.at += 1;
      readHeredocs(reader);
      continue;
    }
    if (character === ')') {
      // The one that opened the parenthesis, or the case, takes it.
      if (close === ')' || reader.depth > 0) return { first, writers };
      problem(reader, 'A ")" closes nothing.', reader.at, reader.at + 1);
      reader.at += 1;
      continue;
    }
    const start = reader.at;
    const separator = take(reader, listSeparator);
    if (separator !== null) {
      if (close === ';;' && separator.startsWith(';') && separator.length > 1) return { first, writers };
      continue;
    }
    const word = take(reader, reserved);
    if (word !== null && skippedWords.has(word)) continue;
    if (word !== null && closingWords.has(word)) {
      if (word === close) return { first, writers };
      if (close === ';;' && word === 'esac') {
        reader.at = start;
        return { first, writers };
      }
      problem(reader, `"${word}" closes nothing.`, start, reader.at);
      continue;
    }
    reader.at = start;
    const unit = readPipeline(reader);
    first ??= unit.first;
    for (const writer of unit.writers) writers.push(writer);
    if (reader.at === start) reader.at += 1;
  }
  if (close !== null && close !== ';;' && close !== ')')
    problem(reader, `A "${close}" is missing.`, reader.end, reader.end);
  return { first, writers };
}

function readPipeline(reader: ShellReader): Unit {
  let unit = readUnit(reader);
  const { first } = unit;
  for (;;) {
    skipBlank(reader);
    if (peek(reader) !== '|' || peek(reader, 1) === '|') return { first, writers: unit.writers };
    reader.at += peek(reader, 1) === '&' ? 2 : 1;
    skipLines(reader);
    const next = readUnit(reader);
    for (const writer of unit.writers) {
      const draft = reader.drafts[writer];
      if (draft) draft.pipesInto = next.first;
    }
    unit = next;
  }
}

function readUnit(reader: ShellReader): Unit {
  if (peek(reader) === '(') return readParentheses(reader);
  const start = reader.at;
  const word = take(reader, reserved);
  switch (word) {
    case null:
      return readSimple(reader, readSubstituted, readBody);
    case '{':
      return readGroup(reader, '}');
    case 'if':
      return readGroup(reader, 'fi');
    case 'while':
    case 'until':
      return readGroup(reader, 'done');
    case 'for':
    case 'select':
      return readLoop(reader);
    case 'case':
      return readCase(reader);
    case 'function':
      return readFunction(reader, start);
    case '[[':
      readTest(reader, readSubstituted);
      return nothing;
    default:
      // A word that would close a list: that list must see it.
      if (closingWords.has(word)) {
        reader.at = start;
        return nothing;
      }
      skipLines(reader);
      return readBody(reader);
  }
}

function readLoop(reader: ShellReader): Unit {
  const start = reader.at;
  const [name, keyword, ...words] = readLoopHead(reader, readSubstituted);
  const unit = readGroup(reader, 'done');
  if (name && keyword?.text === 'in') reader.loops.push({ name: name.text, words, start, end: reader.at });
  return unit;
}

/** Reads `function name { … }` from its name on. */
function readFunction(reader: ShellReader, start: number): Unit {
  skipBlank(reader);
  const { text: name } = readWord(reader, readSubstituted);
  take(reader, emptyParentheses);
  skipLines(reader);
  const unit = readBody(reader);
  reader.functions.push({ name, start, end: reader.at });
  return unit;
}

function readBody(reader: ShellReader): Unit {
  let unit = nothing;
  nested(reader, () => {
    unit = readUnit(reader);
  });
  return unit;
}

function readGroup(reader: ShellReader, close: Close): Unit {
  let unit = nothing;
  nested(reader, () => {
    unit = readList(reader, close);
  });
  readRedirections(reader);
  return unit;
}

function readParentheses(reader: ShellReader): Unit {
  if (peek(reader, 1) === '(') {
    const end = arithmeticEnd(reader, reader.at + 2);
    if (end !== null) {
      reader.at = end;
      return nothing;
    }
  }
  const start = reader.at;
  reader.at += 1;
  let unit = nothing;
  nested(reader, () => {
    unit = readList(reader, ')');
  });
  if (peek(reader) === ')') reader.at += 1;
  else problem(reader, 'A "(" is not closed.', start, reader.at);
  readRedirections(reader);
  return unit;
}

function readRedirections(reader: ShellReader): void {
  skipBlank(reader);
  while (readRedirection(reader, null, readSubstituted)) skipBlank(reader);
}

function readSubstituted(reader: ShellReader): void {
  const { pending } = reader;
  reader.pending = [];
  readList(reader, ')');
  reader.pending = pending;
}

function readCase(reader: ShellReader): Unit {
  const writers: number[] = [];
  let first: number | null = null;
  skipBlank(reader);
  readWord(reader, readSubstituted);
  skipLines(reader);
  take(reader, caseIn);
  nested(reader, () => {
    while (reader.at < reader.end) {
      skipLines(reader);
      if (take(reader, caseEnd) !== null) return;
      if (!readPattern(reader, readSubstituted)) return;
      const unit = readList(reader, ';;');
      first ??= unit.first;
      for (const writer of unit.writers) writers.push(writer);
      // A parenthesis that no pattern opened belongs to what stands around.
      if (peek(reader) === ')') return;
    }
  });
  readRedirections(reader);
  return { first, writers };
}

const caseIn = /in(?=\s)/y;
const caseEnd = /esac(?=[\s;&|()<>]|$)/y;
