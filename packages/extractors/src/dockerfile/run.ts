import {
  type DockerInstruction,
  type FileProblem,
  isShell,
  mappedText,
  type ReferenceFact,
  readExec,
  readScript,
  type Script,
  type Span,
  scriptReferences,
} from '@fineprint/core';
import type { InstructionReading } from './stages.ts';
import { unmasked } from './template.ts';

/** Reads what a RUN installs and fetches. */
export function* readRun(reading: InstructionReading): Iterable<ReferenceFact | FileProblem> {
  const { file, instruction, role, shell } = reading;
  // The shell form is a script of the stage's SHELL; PowerShell and cmd have other rules.
  if (!instruction.exec && shell !== null && !isShell(shell.slice(shell.lastIndexOf('/') + 1))) return;
  if (!instruction.exec && ofWindows.test(instruction.argument.text)) return;
  const address = `${role?.address ?? 'global'}/RUN`;
  yield* scriptReferences({ file, address, usage: role?.usage ?? 'build' }, runScript(reading));
}

// Quotes and parentheses of what follows are not those of a POSIX shell.
const ofWindows = /^\s*(?:powershell|pwsh|cmd)(?:\.exe)?(?:\s|$)/i;

/** Reads the commands of a RUN: of its command line, its JSON form, its here-documents, and of `sh -c`. */
function runScript({ file, dockerfile, scope, instruction }: InstructionReading): Script {
  const { text } = dockerfile;
  const { argument, heredocs, end, exec } = instruction;
  const surroundings = {
    lookup: scope.lookup(instruction),
    restore: (resolved: Parameters<typeof unmasked>[1]) => unmasked(file.text, resolved),
  };
  if (exec) return readExec(exec, (word) => mappedText(text, [word]), surroundings);
  const bodies = heredocs.length > 0 ? bodiesRun(text, instruction) : [];
  if (bodies.length > 0)
    return readScript(
      bodies.map((body) => mappedText(text, [body])),
      surroundings,
    );
  const last = argument.runs.at(-1);
  const spans = argument.runs.map(({ start, length }) => ({ start, end: start + length }));
  if (last && heredocs.length > 0) spans.push({ start: last.start + last.length, end });
  return readScript([mappedText(text, spans)], surroundings);
}

const heredocWord = /(?<![0-9])[0-9]*<<-?(?:"[^"]*"|'[^']*'|[^\s<"']+)/g;
const bareShell = /^(?:\S*\/)?(?:sh|bash|dash|ash|ksh|zsh)(?:\s+-\S*|\s+pipefail)*$/;
const shebang = /^\s*#!\s*(?:\/\S*\/)?(?:env\s+)?(?:\S*\/)?(?<program>[^\s/]+)/;

/** `RUN <<EOF` runs the lines as a script, so does `RUN bash <<EOF`; what another program reads is data. */
function bodiesRun(text: string, { argument, heredocs }: DockerInstruction): readonly Span[] {
  const bodies = heredocs.map(({ body }) => body);
  const rest = argument.text.replace(heredocWord, '').trim();
  if (rest !== '') return bareShell.test(rest) ? bodies : [];
  return bodies.filter(({ start, end }) => {
    const program = shebang.exec(text.slice(start, Math.min(end, start + 200)))?.groups?.program;
    return program === undefined || isShell(program);
  });
}
