import {
  attributeOf,
  type Fact,
  type FileProblem,
  type HclExpression,
  itemOf,
  parseHclJson,
  type SourceFile,
} from '@fineprint/core';

/** An entry of `terraformProviders` or `terraformModules`: `source@version` in one, or an object. */
export interface CdktfFact extends Fact {
  readonly is: 'provider' | 'module';
  readonly name: HclExpression | null;
  readonly source: HclExpression;
  readonly version: HclExpression | null;
  /** Whether the version stands in the source, after an `@`. */
  readonly isJoined: boolean;
}

/** Reads `cdktf.json` (https://developer.hashicorp.com/terraform/cdktf/create-and-deploy/configuration-file). */
export function* readSettings(file: SourceFile): Iterable<CdktfFact | FileProblem> {
  const { body, problems } = file.parse(parseHclJson);
  yield* file.problems(problems);
  for (const [key, is] of [
    ['terraformProviders', 'provider'],
    ['terraformModules', 'module'],
  ] as const) {
    const list = attributeOf(body, key)?.value;
    for (const item of list?.is === 'tuple' ? list.items : []) yield* readEntry(file, is, item);
  }
}

function* readEntry(file: SourceFile, is: CdktfFact['is'], entry: HclExpression): Iterable<CdktfFact> {
  const place = file.place(entry);
  if (entry.is === 'template') {
    yield { is, name: null, source: entry, version: null, isJoined: true, place };
    return;
  }
  if (entry.is !== 'object') return;
  const name = itemOf(entry, 'name') ?? null;
  const version = itemOf(entry, 'version') ?? null;
  const source = itemOf(entry, 'source') ?? name;
  if (source) yield { is, name, source, version, isJoined: false, place };
}
