import {
  azureFunction,
  type BicepDeployment,
  type BicepReference,
  type BicepStatement,
  evaluationProblems,
  type FileProblem,
  type LiteralEvaluation,
  type LiteralSite,
  literalEvaluation,
  literalTexts,
  parseBicep,
  plainText,
  type ReferenceFact,
  type SourceFile,
  workloadReferences,
} from '@fineprint/core';
import { parameterOf, paramsOf, readArguments, readImages } from './arguments.ts';
import type { BicepFact, RunFact } from './facts.ts';
import { readSource } from './source.ts';

/** Reads a Bicep file, or the parameters file of one: its modules and extensions, and what its resources run on. */
export function* readProgram(file: SourceFile): Iterable<BicepFact | FileProblem> {
  const { statements, problems } = file.parse(parseBicep);
  yield* file.problems(problems);
  const evaluation = evaluationOf(file, statements);
  for (const statement of statements) yield* readStatement(file, statement, evaluation);
  yield* readGiven(file, statements, evaluation);
  yield* evaluationProblems({ file, evaluation });
}

/** Parameters count with their defaults: a file without parameters deploys them. */
function evaluationOf(file: SourceFile, statements: readonly BicepStatement[]): LiteralEvaluation {
  const declared = new Map(
    statements.flatMap((each) =>
      (each.is === 'param' || each.is === 'var') && each.value
        ? [[each.name, { value: each.value, at: each.nameAt }] as const]
        : [],
    ),
  );
  return literalEvaluation({ source: file.text, lookup: (name) => declared.get(name), call: azureFunction });
}

function* readStatement(
  file: SourceFile,
  statement: BicepStatement,
  evaluation: LiteralEvaluation,
): Iterable<BicepFact | FileProblem> {
  const site = { file, usage: 'deployed', evaluation } as const;
  switch (statement.is) {
    case 'param':
    case 'var':
      return;
    case 'resource': {
      const address = `resource.${statement.name}`;
      if (!statement.isExisting) yield* runFacts(workloadReferences({ ...site, address }, statement.body));
      return;
    }
    case 'module':
      yield* readModule({ ...site, address: `module.${statement.name}` }, statement);
      return;
    default:
      yield* readReference({ ...site, address: statement.is }, statement);
  }
}

function* readModule(
  site: LiteralSite,
  { reference, body }: BicepDeployment,
): Iterable<BicepFact | FileProblem> {
  yield* readReference(site, { is: 'import', reference });
  yield* runFacts(workloadReferences(site, body));
  const path = plainText(reference) ?? '';
  if (isRemote.test(path)) yield* readImages(site, paramsOf(site, body));
  else yield* readArguments(site, path, paramsOf(site, body));
}

/** A parameters file gives values to the parameters of the file that it uses. */
function* readGiven(
  file: SourceFile,
  statements: readonly BicepStatement[],
  evaluation: LiteralEvaluation,
): Iterable<BicepFact | FileProblem> {
  const using = statements.find((each): each is BicepReference => each.is === 'using');
  const path = using && plainText(using.reference);
  if (path === undefined) return;
  const entries = statements.flatMap((each) =>
    each.is === 'param' && each.value ? [{ key: each.name, value: each.value }] : [],
  );
  const site = { file, address: 'params', usage: 'deployed', evaluation } as const;
  if (!isRemote.test(path)) yield* readArguments(site, path, entries);
  for (const { key, value } of entries)
    yield* workloadReferences({ ...site, address: `params/${key}` }, value);
}

function* runFacts(found: Iterable<ReferenceFact | FileProblem>): Iterable<RunFact | FileProblem> {
  for (const fact of found) {
    if (fact.is === 'problem') yield fact;
    else {
      const parameter = fact.unresolved ? parameterOf(fact.name) : undefined;
      yield parameter === undefined ? fact : { ...fact, parameter };
    }
  }
}

function* readReference(
  site: LiteralSite,
  { is, reference }: Pick<BicepReference, 'is' | 'reference'>,
): Iterable<BicepFact | FileProblem> {
  const { file } = site;
  if (reference.is === 'name') {
    if (is === 'extension') yield { is: 'extension-use', name: reference.name, place: file.place(reference) };
    return;
  }
  const kind = is === 'extension' ? 'bicep-extension' : 'bicep-module';
  for (const each of literalTexts(site, reference)) {
    const { text } = each.resolved;
    const source = readSource(site, kind, each);
    if (source) yield source;
    else if (isRemote.test(text))
      yield file.problem('reference-invalid', `"${text}" is no reference of a module.`, each.at);
    else if (is !== 'extension') yield { is: 'local', path: text, place: file.place(each.at) };
  }
}

const isRemote = /^(?:br|ts)[:/]/;
