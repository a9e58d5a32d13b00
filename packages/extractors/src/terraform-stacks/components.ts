import {
  absentAttribute,
  absentItem,
  attributesOf,
  blocksOf,
  expressionOf,
  type FileProblem,
  type HclBlock,
  type HclBody,
  itemOf,
  type SourceFile,
  type SyntaxProblem,
} from '@fineprint/core';
import type { ModuleFact, StackFact } from './facts.ts';

type Read = Iterable<StackFact | FileProblem>;

/** A file of HCL or its JSON, parsed. */
export interface Parsed {
  readonly body: HclBody;
  readonly problems: readonly SyntaxProblem[];
}

/** Reads the components of a Stack (https://developer.hashicorp.com/terraform/language/block/stack/tfcomponent). */
export function* readComponents(file: SourceFile, { body, problems }: Parsed): Read {
  yield* file.problems(problems);
  for (const block of blocksOf(body, 'locals')) {
    for (const { name, nameSpan, value, problems: within } of attributesOf(block.body)) {
      yield* file.problems(within);
      yield { is: 'local', name, value, place: file.place(nameSpan) };
    }
  }
  for (const { body: inner, labels, header } of blocksOf(body, 'variable', 1)) {
    const value = yield* expressionOf(file, inner, 'default');
    yield { is: 'var', name: labels[0]?.text ?? '', value, place: file.place(header) };
  }
  for (const type of ['component', 'stack'] as const)
    for (const block of blocksOf(body, type, 1))
      yield* readModule(file, block, type, block.labels[0]?.text ?? '');
  for (const block of blocksOf(body, 'removed')) yield* readModule(file, block, 'removed', 'removed');
  for (const block of blocksOf(body, 'required_providers')) yield* readProviders(file, block.body);
  for (const block of blocksOf(body, 'terraform')) {
    const value = yield* expressionOf(file, block.body, 'required_version');
    if (value) yield { is: 'required-version', value, place: file.place(value) };
  }
}

/** Reads the modules that the runs of a test use in place of the one they test. */
export function* readTest(file: SourceFile, { body, problems }: Parsed): Read {
  yield* file.problems(problems);
  for (const run of blocksOf(body, 'run', 1)) {
    for (const block of blocksOf(run.body, 'module'))
      yield* readModule(file, block, 'run', run.labels[0]?.text ?? '');
  }
}

function* readModule(file: SourceFile, { body, header }: HclBlock, of: ModuleFact['of'], name: string): Read {
  const source = yield* expressionOf(file, body, 'source');
  const version = yield* expressionOf(file, body, 'version');
  const absent = absentAttribute(file, body, besideSource, 'version');
  if (source) yield { is: 'module', of, name, source, version, absent, place: file.place(header) };
}

const besideSource = { key: 'version', behind: 'source' } as const;

function* readProviders(file: SourceFile, body: HclBody): Read {
  for (const { name, nameSpan, value, problems } of attributesOf(body)) {
    yield* file.problems(problems);
    const [source = null, version = null] =
      value.is === 'object' ? [itemOf(value, 'source'), itemOf(value, 'version')] : [null, value];
    const absent = value.is === 'object' ? absentItem(file, value, besideSource, 'version') : [];
    yield { is: 'provider', name, source, version, absent, place: file.place(nameSpan) };
  }
}
