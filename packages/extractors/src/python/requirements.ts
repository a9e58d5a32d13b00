import {
  absentValue,
  type DependencyFact,
  downloadParts,
  encodedText,
  type FileProblem,
  referenceFact,
  type SourceFile,
} from '@fineprint/core';
import { readCompiled } from './compiled.ts';
import type { PythonFact } from './facts.ts';
import { readRequirement } from './requirement.ts';
import { type RequirementLine, requirementLines } from './requirement-lines.ts';

/** Reads a requirements or constraints file; what `-r` names is a file of its own. */
export function* readRequirements(file: SourceFile): Iterable<PythonFact | FileProblem> {
  yield* readCompiled(file);
  const lines = [...requirementLines(file.text)];
  if (isProse(lines)) {
    const message = 'Most lines of this file are no requirements of Python packages, so that none was read.';
    yield file.problem('reference-invalid', message, { start: 0, end: 0 });
    return;
  }
  const index = lines.flatMap(({ text }) => indexUrl.exec(text)?.groups?.host ?? []).at(-1);
  for (const line of lines) {
    const option = lineOption.exec(line.text)?.groups;
    if (option?.name === '-c' || option?.name === '--constraint')
      yield* constraintsOf(file, line, option.value ?? '');
    else if (option?.name === '-r' || option?.name === '--requirement')
      yield* fetched(file, line, option.value ?? '');
    else if (!line.text.startsWith('-')) yield* readLine(file, line, index);
    else if (option?.name === '-e' || option?.name === '--editable')
      yield* readLine(file, withoutOption(line, option.value ?? ''), index);
  }
}

const likely =
  /^(?:-|\.|\/|\$|\{|git\+|https?:|[A-Za-z0-9][\w.-]{0,200}\s{0,10}(?:\[[^\]]{0,200}\]\s{0,10})?(?:$|[=<>!~;@(/]))/;

/** "Requirements" are written in prose, too. */
function isProse(lines: readonly RequirementLine[]): boolean {
  const strange = lines.filter(({ text }) => !likely.test(text)).length;
  return strange > 3 && strange * 2 > lines.length;
}

const lineOption = /^(?<name>-[a-z]|--[a-z-]+)(?:\s*=\s*|\s+|(?<=^-[cer]))(?<value>\S.*)$/;
const indexUrl = /^(?:-i|--index-url)[\s=]+["']?https?:\/\/(?:[^/@\s]*@)?(?<host>[^/\s"']+)/;

function* constraintsOf(file: SourceFile, line: RequirementLine, written: string): Iterable<PythonFact> {
  const path = written.replace(/^["']|["']$/g, '');
  if (/^https?:/i.test(path)) yield* fetched(file, line, path);
  else yield { is: 'constraints', path, place: file.place(line) };
}

/** A list of requirements or constraints that is fetched from elsewhere. */
function* fetched(file: SourceFile, line: RequirementLine, url: string): Iterable<PythonFact> {
  const value = withoutOption(line, url);
  const resolved = encodedText(url, value, value.isWhole);
  const parts = downloadParts(file, resolved);
  const site = { file, address: 'requirements', usage: 'deployed' } as const;
  if (parts) yield referenceFact(site, { at: value, resolved }, parts);
}

function withoutOption(line: RequirementLine, value: string): RequirementLine {
  const at = line.text.length - value.length;
  return { ...line, text: value, start: line.isWhole ? line.start + at : line.start };
}

function* readLine(
  file: SourceFile,
  line: RequirementLine,
  index: string | undefined,
): Iterable<DependencyFact | FileProblem> {
  const resolved = encodedText(line.text, line, line.isWhole);
  const site = { file, address: 'requirements', usage: 'deployed' } as const;
  const hashes = [...line.options.matchAll(hashOption)].map(([, hash = '']) => hash);
  for (const fact of readRequirement(site, { at: line, resolved })) {
    if (fact.is === 'problem') yield fact;
    else
      yield {
        ...withExactPlace(file, line, fact),
        ...(index && fact.kind === 'library' && !fact.source ? { source: index } : {}),
        ...(hashes.length > 0 ? { locked: { version: exactVersion(fact), hashes } } : {}),
      };
  }
}

// A name with its extras, and what is asked of its version.
const specified =
  /^(?<name>[A-Za-z0-9][\w.-]{0,200}(?:\s{0,10}\[[^\]]{0,200}\])?)\s{0,10}(?<asked>[^;@#\s][^;@#]{0,300})?/d;

/** A list of requirements is what is installed, so that `==` and a version may stand in the place of any other constraint. */
function withExactPlace(file: SourceFile, line: RequirementLine, fact: DependencyFact): DependencyFact {
  if (fact.kind !== 'library' || fact.unresolved || !line.isWhole || exactVersion(fact) !== null) return fact;
  const match = specified.exec(line.text);
  const { name = '', asked = '' } = match?.groups ?? {};
  if (!match || (/^[\s,(]/.test(line.text.slice(name.length)) && asked === '')) return fact;
  const [from = name.length] = match.indices?.groups?.asked ?? [];
  const start = line.start + from;
  const place = file.place({ start, end: start + asked.trimEnd().length });
  return { ...fact, slots: [{ ...absentValue('version', '=='), place }] };
}

const hashOption = /--hash[\s=]+["']?(sha\d+:[0-9a-f]{16,128})/g;

function exactVersion({ request }: DependencyFact): string | null {
  return request.is === 'version' && /^[0-9A-Za-z][0-9A-Za-z.+!_-]*$/.test(request.text)
    ? request.text
    : null;
}
