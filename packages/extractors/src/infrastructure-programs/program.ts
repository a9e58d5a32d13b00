import {
  type CallLiteral,
  callsOf,
  evaluationProblems,
  type FileProblem,
  type LiteralSite,
  literalEvaluation,
  type Program,
  type ProgramLanguage,
  parseProgram,
  plainText,
  programFunction,
  type ReferenceFact,
  type SourceFile,
} from '@fineprint/core';
import { cdkPrefixes, cdkReader } from './cdk.ts';
import { cdk8sPrefixes, cdk8sReader } from './cdk8s.ts';
import { cdktfPrefixes, cdktfReader } from './cdktf.ts';
import { importsAny } from './names.ts';
import { constructedType, pulumiPrefixes, readConstructor } from './pulumi.ts';
import { readRuntimes } from './runtimes.ts';

const libraries = [...pulumiPrefixes, ...cdkPrefixes, ...cdk8sPrefixes, ...cdktfPrefixes];

type Reader = (site: LiteralSite, call: CallLiteral) => Iterable<ReferenceFact | FileProblem>;

const parsers: Readonly<Record<ProgramLanguage, (text: string) => Program>> = {
  javascript: (text) => parseProgram(text, 'javascript'),
  python: (text) => parseProgram(text, 'python'),
  go: (text) => parseProgram(text, 'go'),
  csharp: (text) => parseProgram(text, 'csharp'),
};

/** Makes the reader of a language's programs; a file without any of the words imports no library. */
export function programReader(language: ProgramLanguage, words: readonly string[]) {
  return function* read(file: SourceFile): Iterable<ReferenceFact | FileProblem> {
    // Every program has escapes (`"\\u00e9"`), so that the scan for words rules out few; nobody writes an import with them.
    if (!words.some((word) => file.text.includes(word))) return;
    const program = file.parse(parsers[language]);
    if (!importsAny(program, libraries)) return;
    yield* file.problems(program.problems);
    yield* readCalls(file, program);
    yield* readRuntimes(file, program);
    if (program.budget.left >= 0) return;
    const start = { start: 0, end: 0 };
    yield file.problem('limit-reached', 'This program nests too much to be read as a whole.', start);
  };
}

/** Reads the calls that are known, and of each its literal arguments. */
function* readCalls(file: SourceFile, program: Program): Iterable<ReferenceFact | FileProblem> {
  const evaluation = literalEvaluation({
    source: file.text,
    lookup: (name) => program.declared.get(name),
    call: programFunction,
  });
  const readers = new Map<string, Reader | undefined>();
  const readerOf = (callee: string) => {
    if (!readers.has(callee)) readers.set(callee, findReader(callee, program));
    return readers.get(callee);
  };
  for (const call of callsOf(program, (callee) => readerOf(callee) !== undefined)) {
    const address = addressOf(call);
    const reader = readerOf(call.callee);
    for (const fact of reader?.({ file, address, usage: 'deployed', evaluation }, call) ?? [])
      if (fact.is === 'problem' || isWritten(fact)) yield fact;
  }
  yield* evaluationProblems({ file, evaluation });
}

function findReader(callee: string, program: Program): Reader | undefined {
  const type = constructedType(callee, program);
  if (type) return (site, call) => readConstructor(site, type, call);
  return cdkReader(callee, program) ?? cdk8sReader(callee, program) ?? cdktfReader(callee, program);
}

/** What no literal says anything of is computed elsewhere: the argument of a component, the image that a resource builds. */
function isWritten({ unresolved, name }: ReferenceFact): boolean {
  return unresolved?.part !== 'name' || /\w/.test(name.replace(/\$\{(?:(?!\$\{)[^}])*\}/g, ''));
}

/** The name of what is called, and the name that the program gives to it. */
function addressOf({ callee, args }: CallLiteral): string {
  const name = args
    .slice(0, 3)
    .map(plainText)
    .find((text) => text !== undefined);
  const last = callee.slice(callee.lastIndexOf('.') + 1);
  return name === undefined || name.length > 100 ? last : `${last}.${name}`;
}
