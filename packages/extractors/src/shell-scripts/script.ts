import {
  type Fact,
  type FileProblem,
  isShell,
  mappedText,
  maskUnknown,
  type ReferenceFact,
  readScript,
  type Script,
  type SourceFile,
  scriptReferences,
} from '@fineprint/core';

/** A script that another runs inside of itself, so that it sets variables and functions there: `. "$HERE/lib.sh"`. */
export interface SourcedFact extends Fact {
  readonly is: 'sourced';
  /** Its path as far as the script says it; what stands before it is known only when it runs. */
  readonly tail: string;
  /** Whether something stands before it. */
  readonly isBelowUnknown: boolean;
}

export type ShellFact = ReferenceFact | SourcedFact;

const shebang = /^#!\s*(?:\/\S*\/)?(?:env\s+(?:-\S+\s+)?)?(?:\S*\/)?(?<program>[^\s/]+)/;

/** Reads a script; one whose first line asks for another interpreter is none. */
export function* readShellScript(file: SourceFile): Iterable<ShellFact | FileProblem> {
  const program = shebang.exec(file.text.slice(0, 200))?.groups?.program;
  if (program !== undefined && !isShell(program)) return;
  const text = mappedText(file.text, [{ start: 0, end: file.text.length }]);
  const script = readScript([text], { lookup: () => null });
  yield* scriptReferences({ file, address: 'script', usage: 'build' }, script);
  yield* sourcedFacts(file, script);
}

const path = /^\/?[\w.-]+(?:\/[\w.-]+){0,20}$/;

function* sourcedFacts(file: SourceFile, { commands }: Script): Iterable<SourcedFact> {
  for (const { program, words } of commands) {
    const [word] = words;
    if (!word || (program !== '.' && program !== 'source')) continue;
    const masked = maskUnknown(word.resolved);
    const unknown = masked.lastIndexOf('\0');
    const tail = masked.slice(unknown + 1);
    const isBelowUnknown = unknown >= 0;
    if (!path.test(tail) || tail.startsWith('/') !== isBelowUnknown) continue;
    yield { is: 'sourced', tail: tail.replace(/^\//, ''), isBelowUnknown, place: file.place(word.at) };
  }
}
