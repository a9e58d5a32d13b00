import { type MappedText, mappedText, sourceSpan } from '../mapped-text.ts';
import type { SyntaxProblem } from '../span.ts';
import type { DockerFlag, Dockerfile, DockerInstruction, DockerStage, DockerWord } from './instruction.ts';
import { type InstructionLines, readDirectives, readInstructionLines } from './lines.ts';
import { readExec, readFlags, splitWords } from './words.ts';

/**
 * Reads a Dockerfile as BuildKit does: https://docs.docker.com/reference/dockerfile/. What Docker would refuse is a
 * problem, and the reading goes on.
 */
export function parseDockerfile(text: string): Dockerfile {
  const problems: SyntaxProblem[] = [];
  const { directives, end } = readDirectives(text, problems);
  const mark = directives.find(({ name }) => name === 'escape')?.value === '`' ? '`' : '\\';
  const instructions: DockerInstruction[] = [];
  const stages: DockerStage[] = [];
  for (const lines of readInstructionLines(text, end, mark, problems)) {
    const isFrom = fromKeyword.test(lines.line.text);
    const stage = isFrom ? stages.length : stages.length > 0 ? stages.length - 1 : null;
    const instruction = readInstruction(
      { text, mark, lines, stage, order: instructions.length, problems },
      0,
    );
    instructions.push(instruction);
    if (isFrom) stages.push(stageOf(instruction, stages.length, problems));
  }
  return { text, directives, escape: mark, instructions, stages, problems };
}

const fromKeyword = /^FROM(?=\s|$)/i;
const keywordRun = /[^\s]*/y;
const known: ReadonlySet<string> = new Set(
  'ADD ARG CMD COPY ENTRYPOINT ENV EXPOSE FROM HEALTHCHECK LABEL MAINTAINER ONBUILD RUN SHELL STOPSIGNAL USER VOLUME WORKDIR'.split(
    ' ',
  ),
);
const takesExec: ReadonlySet<string> = new Set([
  'ADD',
  'CMD',
  'COPY',
  'ENTRYPOINT',
  'RUN',
  'SHELL',
  'VOLUME',
]);

interface Reading {
  readonly text: string;
  readonly mark: string;
  readonly lines: InstructionLines;
  readonly stage: number | null;
  readonly order: number;
  readonly problems: SyntaxProblem[];
}

function readInstruction(reading: Reading, from: number): DockerInstruction {
  const { lines, mark, stage, order, problems } = reading;
  const { line } = lines;
  keywordRun.lastIndex = from;
  const written = keywordRun.exec(line.text)?.[0] ?? '';
  const keyword = written.toUpperCase();
  const keywordSpan = sourceSpan(line, { start: from, end: from + written.length });
  if (!known.has(keyword))
    problems.push({ message: 'This is no instruction that Docker knows.', ...keywordSpan });

  const { flags, rest } = readFlags(line, from + written.length, mark);
  const isDelayed = keyword === 'ONBUILD' && from === 0 && rest < line.text.length;
  return {
    keyword,
    keywordSpan,
    line,
    argument: tail(reading.text, line, rest),
    flags,
    words: splitWords(line, rest, mark).words,
    exec: takesExec.has(keyword) ? readExec(line, rest) : null,
    heredocs: lines.heredocs,
    onbuild: isDelayed ? readInstruction(reading, rest) : null,
    stage,
    order,
    start: from === 0 ? lines.start : keywordSpan.start,
    end: lines.end,
  };
}

function tail(text: string, line: MappedText, from: number): MappedText {
  const spans = line.runs
    .filter((run) => run.at + run.length > from)
    .map((run) => ({ start: run.start + Math.max(from - run.at, 0), end: run.start + run.length }));
  return mappedText(text, spans);
}

const stageName = /^[a-z][a-z0-9-_.]*$/;

function stageOf(from: DockerInstruction, index: number, problems: SyntaxProblem[]): DockerStage {
  const [base, as, name] = from.words;
  if (!base) problems.push({ message: 'FROM names no image.', ...from.keywordSpan });
  const isNamed = as?.text.toLowerCase() === 'as' && name !== undefined;
  if ((as && !isNamed) || from.words.length > 3) {
    problems.push({
      message: 'FROM takes an image, and "AS" with a name.',
      start: from.start,
      end: from.end,
    });
  }
  const lowerName = isNamed ? name.text.toLowerCase() : null;
  if (isNamed && lowerName !== null && !stageName.test(lowerName)) {
    problems.push({
      message: `"${name.text}" cannot be the name of a stage.`,
      start: name.start,
      end: name.end,
    });
  }
  return {
    index,
    name: lowerName,
    nameSpan: isNamed ? { start: name.start, end: name.end } : null,
    from,
    base: base ?? null,
    platform: valueOfFlag(from.flags, 'platform'),
  };
}

function valueOfFlag(flags: readonly DockerFlag[], name: string): DockerWord | null {
  return flags.find((flag) => flag.name === name)?.value ?? null;
}
