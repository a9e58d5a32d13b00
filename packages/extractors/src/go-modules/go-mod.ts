import {
  encodedText,
  type FileProblem,
  type ReferenceFact,
  referenceFact,
  type SourceFile,
  slotsAt,
} from '@fineprint/core';
import type { GoFact, ReplaceFact, RequireFact } from './facts.ts';
import { type Directive, parseModFile, type Word } from './mod-lines.ts';

/** Reads `go.mod` and `go.work` (https://go.dev/ref/mod). */
export function* readGoMod(file: SourceFile): Iterable<GoFact | FileProblem> {
  const { directives, problems } = file.parse(parseModFile);
  yield* file.problems(problems);
  for (const directive of directives) yield* readDirective(file, directive);
}

function* readDirective(file: SourceFile, { verb, words, at }: Directive): Iterable<GoFact | FileProblem> {
  const [first, second] = words;
  if (!first) return;
  switch (verb) {
    case 'module':
      yield { is: 'module', module: first.text, place: file.place(first) };
      return;
    case 'go':
      yield { is: 'language', listsAll: listsAll(first.text), place: file.place(first) };
      yield languageFact(file, first);
      return;
    case 'toolchain':
      yield* toolchain(file, first);
      return;
    case 'require':
      if (second) yield requireFact(file, first, second);
      else yield file.problem('reference-invalid', `"${first.text}" is required without a version.`, at);
      return;
    case 'replace':
      yield* replaceFact(file, words);
      return;
    default:
  }
}

/** The least version that will do. Where it decides what else is listed, it cannot be changed by itself. */
function languageFact(file: SourceFile, version: Word): ReferenceFact {
  const fact = toolFact(file, 'go', version, version, `>=${version.text}`);
  return listsAll(version.text) ? fact : { ...fact, slots: [] };
}

/** https://go.dev/ref/mod#graph-pruning */
function listsAll(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > 1 || minor >= 17;
}

/** `toolchain go1.22.5`, perhaps with a suffix; `default` and `local` name none. */
function* toolchain(file: SourceFile, name: Word): Iterable<ReferenceFact> {
  const version = /^go(?<version>\d[^-+]*)/.exec(name.text)?.groups?.version;
  if (version === undefined) return;
  const start = name.start + 'go'.length;
  yield toolFact(file, 'toolchain', name, { text: version, start, end: start + version.length }, version);
}

const floor = 'The line says the least version that the module takes, and is no pin: "toolchain" is one.';

function toolFact(file: SourceFile, address: string, at: Word, version: Word, asked: string): ReferenceFact {
  const resolved = encodedText(version.text, version, true);
  return referenceFact(
    { file, address, usage: 'build' },
    { at, resolved },
    {
      ...(address === 'go' ? { unpinnable: floor } : {}),
      kind: 'tool',
      name: 'go',
      request: { is: 'version', text: asked },
      slots: slotsAt(file, 'version', resolved, { start: 0, end: version.text.length }),
    },
  );
}

function requireFact(file: SourceFile, module: Word, version: Word): RequireFact {
  return {
    is: 'require',
    module: module.text,
    version: version.text,
    place: file.place(module),
    versionPlace: file.place(version),
  };
}

function* replaceFact(file: SourceFile, words: readonly Word[]): Iterable<ReplaceFact | FileProblem> {
  const arrow = words.findIndex(({ text }) => text === '=>');
  const [module, version] = words.slice(0, Math.max(arrow, 0));
  const [target, targetVersion] = words.slice(arrow + 1);
  const [first] = words;
  if (!module || !target) {
    if (first)
      yield file.problem('reference-invalid', `The replacement of "${first.text}" names no target.`, first);
    return;
  }
  yield {
    is: 'replace',
    module: module.text,
    version: version?.text ?? null,
    target: target.text,
    targetVersion: targetVersion?.text ?? null,
    targetVersionPlace: targetVersion ? file.place(targetVersion) : null,
    place: file.place(module),
  };
}
