import {
  type FileProblem,
  fileScript,
  isShell,
  type SourceFile,
  scriptReferences,
  sourcedIn,
} from '@fineprint/core';
import type { ShellFact } from './facts.ts';

const shebang = /^#!\s*(?:\/\S*\/)?(?:env\s+(?:-\S+\s+)?)?(?:\S*\/)?(?<program>[^\s/]+)/;

/** Reads a script; one whose first line asks for another interpreter is none. */
export function* readScriptFile(file: SourceFile): Iterable<ShellFact | FileProblem> {
  if (!isShellScript(file)) return;
  const script = fileScript(file);
  yield* scriptReferences({ file, address: 'script', usage: 'build' }, script);
  for (const { path, at } of sourcedIn(script)) yield { is: 'sourced', path, place: file.place(at) };
}

/** Whether the first line asks for a shell, or for nothing. */
export function isShellScript({ text }: SourceFile): boolean {
  const program = shebang.exec(text.slice(0, 200))?.groups?.program;
  return program === undefined || isShell(program);
}
