import {
  type CallLiteral,
  type FileProblem,
  type Literal,
  type LiteralSite,
  literalTexts,
  type MappedRun,
  type MappedText,
  mappedScript,
  type ReferenceFact,
  type ResolvedText,
} from '@fineprint/core';

type Reading = Iterable<ReferenceFact | FileProblem>;

/** Reads the commands that a machine runs when it starts: each argument is one. */
export function* machineCommands(site: LiteralSite, { args }: CallLiteral): Reading {
  yield* mappedScript(site, commandsIn(site, args));
}

const commandFields: ReadonlySet<string> = new Set([
  'commands',
  'installCommands',
  'install_commands',
  'finally',
]);
// A build has phases, and these their commands.
const deepest = 8;

/** Reads the commands of a build or a pipeline's step, wherever they stand in its arguments. */
export function* buildCommands(site: LiteralSite, { args }: CallLiteral): Reading {
  const scripts = args.flatMap((argument) => commandLists(site, argument, 0));
  yield* mappedScript({ ...site, usage: 'ci' }, commandsIn(site, scripts));
}

const scriptFields: ReadonlySet<string> = new Set(['userData', 'customData', 'metadataStartupScript']);
const remoteFields: ReadonlySet<string> = new Set(['create', 'update']);

/** Reads the scripts that a machine runs when it starts, or that are run on it (`create` of a command of Pulumi). */
export function* startScripts(site: LiteralSite, properties: Literal, isCommand: boolean): Reading {
  const fields = isCommand ? remoteFields : scriptFields;
  const isScript = ({ text }: MappedText) =>
    isCommand || /^\s*#!\s*\S*\b(?:env\s+)?(?:ba|da|z)?sh\b/.test(text);
  for (const { value } of site.evaluation.reduce(properties)) {
    if (value.is !== 'map') continue;
    for (const entry of value.entries) {
      if (!fields.has(camel(entry.key))) continue;
      yield* mappedScript(site, commandsIn(site, [entry.value]).filter(isScript));
    }
  }
}

/** `user_data` and `UserData` as JavaScript has them. */
function camel(key: string): string {
  const joined = key.replace(/_(?<letter>[a-z])/g, (_, letter: string) => letter.toUpperCase());
  return joined.slice(0, 1).toLowerCase() + joined.slice(1);
}

function commandLists(site: LiteralSite, literal: Literal, depth: number): readonly Literal[] {
  if (depth > deepest) return [];
  return site.evaluation.reduce(literal).flatMap(({ value }) => {
    if (value.is !== 'map') return [];
    return value.entries.flatMap((entry) =>
      commandFields.has(entry.key) ? [entry.value] : commandLists(site, entry.value, depth + 1),
    );
  });
}

function commandsIn(site: LiteralSite, literals: readonly Literal[]): readonly MappedText[] {
  return literals.flatMap((literal) =>
    site.evaluation
      .reduce(literal)
      .flatMap(({ value }) => (value.is === 'list' ? value.items : [value]))
      .flatMap((each) => (each.is === 'map' ? [] : literalTexts(site, each)))
      .map(({ resolved }) => mappedOf(resolved)),
  );
}

/** Where the characters of a text stand; what was filled in stands where its value does. */
function mappedOf({ text, pieces }: ResolvedText): MappedText {
  const runs: MappedRun[] = [];
  let at = 0;
  for (const { text: part, span, verbatim } of pieces) {
    const run = { at, start: span.start, length: part.length };
    runs.push(verbatim ? run : { ...run, encodes: span.end - span.start });
    at += part.length;
  }
  return { text, runs };
}
