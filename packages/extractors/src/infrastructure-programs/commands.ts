import {
  type CallLiteral,
  type FileProblem,
  type Literal,
  type LiteralSite,
  type MappedText,
  mappedScript,
  mappedText,
  type ReferenceFact,
} from '@fineprint/core';
import { mapsOf } from './cdk.ts';

/** Reads the commands that a machine runs when it starts: `userData.addCommands('yum install -y jq')`. */
export function* readCommands(
  site: LiteralSite,
  { args }: CallLiteral,
): Iterable<ReferenceFact | FileProblem> {
  yield* mappedScript(
    site,
    args.flatMap((argument) => commandsOf(site, argument)),
  );
}

const lists: ReadonlySet<string> = new Set(['commands', 'installCommands', 'finally']);
const deepest = 8;

/** Reads the commands of a build, and those of a step of a pipeline. */
export function* readBuild(site: LiteralSite, { args }: CallLiteral): Iterable<ReferenceFact | FileProblem> {
  const found = mapsOf(site, args).flatMap((map) => commandLists(site, map, 0));
  const texts = found.flatMap((list) => commandsOf(site, list));
  yield* mappedScript({ ...site, usage: 'ci' }, texts);
}

function commandLists(site: LiteralSite, literal: Literal, depth: number): readonly Literal[] {
  if (literal.is !== 'map' || depth > deepest) return [];
  return literal.entries.flatMap(({ key, value }) => {
    if (lists.has(key)) return [value];
    return site.evaluation.reduce(value).flatMap((each) => commandLists(site, each.value, depth + 1));
  });
}

/** Commands as they stand in the program; one that is computed is left out. */
function commandsOf({ file, evaluation }: LiteralSite, literal: Literal): readonly MappedText[] {
  return evaluation.reduce(literal).flatMap(({ value }): readonly MappedText[] => {
    const items = value.is === 'list' ? value.items : [value];
    return items.flatMap((item) => {
      const [text, ...others] = evaluation.texts(item);
      const isWritten = text?.pieces.every(({ is, verbatim }) => is === 'written' && verbatim);
      if (!text || !isWritten || others.length > 0) return [];
      return [
        mappedText(
          file.text,
          text.pieces.map(({ span }) => span),
        ),
      ];
    });
  });
}
