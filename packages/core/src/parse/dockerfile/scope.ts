import { sourceSpan } from '../mapped-text.ts';
import { type ResolvedText, suppliedText } from '../reference/resolved-text.ts';
import { splitVariables } from '../reference/template.ts';
import { VariableRoom } from '../reference/variable-room.ts';
import { resolveParts, type VariableLookup, type VariableValue } from '../reference/variables.ts';
import type { Span } from '../span.ts';
import { type Dockerfile, type DockerInstruction, type DockerWord, dockerWord } from './instruction.ts';

/** Answers what a word of an instruction means with the ARG and ENV values that hold there. */
export interface DockerScope {
  /** Fills in the variables of a word and removes its quotes; spans are offsets in the Dockerfile. */
  readonly resolve: (instruction: DockerInstruction, word: DockerWord) => ResolvedText;
  /** The variables as an instruction sees them, for its shell words too. */
  readonly lookup: (instruction: DockerInstruction) => VariableLookup;
}

/**
 * Evaluates ARG and ENV in order, after https://docs.docker.com/reference/dockerfile/#scope: an ARG before the first
 * FROM holds in FROM lines, and in a stage only where the stage declares it again; ENV beats ARG; a stage made FROM
 * another begins with what that one had. `args` is what a caller passes with `--build-arg`: it beats the defaults of
 * ARGs that are declared, and stands in what is resolved as supplied.
 */
export function dockerScope(
  dockerfile: Dockerfile,
  args: ReadonlyMap<string, string> = noArguments,
): DockerScope {
  const room = new VariableRoom(mostPieces, mostCharacters);
  const scopes: Scopes = { dockerfile, args, global: noDeclarations(), stages: [], names: new Map(), room };
  for (const instruction of dockerfile.instructions) declare(scopes, instruction);
  return {
    resolve: (instruction, word) => resolveWordIn(scopes, instruction, word, lookupAt(scopes, instruction)),
    lookup: (instruction) => lookupAt(scopes, instruction),
  };
}

const noArguments: ReadonlyMap<string, string> = new Map();

// What variables bring in, over a whole file: a chain of `ARG A2=${A1}x` carries each link's pieces to the next.
const mostPieces = 200_000;
const mostCharacters = 10_000_000;

interface Declaration {
  readonly order: number;
  /** `null` for an ARG without default. */
  readonly known: VariableValue | null;
}

/** In file order, by name; apart, so that a look-up never walks over the other's. */
interface Declarations {
  readonly ARG: Map<string, Declaration[]>;
  readonly ENV: Map<string, Declaration[]>;
}

function noDeclarations(): Declarations {
  return { ARG: new Map(), ENV: new Map() };
}

interface StageScope {
  readonly declared: Declarations;
  readonly base: StageScope | null;
}

interface Scopes {
  readonly dockerfile: Dockerfile;
  readonly args: ReadonlyMap<string, string>;
  readonly global: Declarations;
  readonly stages: StageScope[];
  /** The last stage of each name so far. */
  readonly names: Map<string, StageScope>;
  /** How much more variables may bring in. */
  readonly room: VariableRoom;
}

function declare(scopes: Scopes, instruction: DockerInstruction): void {
  if (instruction.keyword === 'FROM') beginStage(scopes, instruction);
  if (instruction.keyword !== 'ARG' && instruction.keyword !== 'ENV') return;
  const stage = instruction.stage === null ? null : scopes.stages[instruction.stage];
  const declared = stage ? stage.declared : scopes.global;
  // A stage's instruction is filled in as a whole, so `ARG A=1 B=$A` does not see its own A; before FROM it does.
  const before = lookupAt(scopes, instruction);
  for (const { name, value, place } of assignments(instruction)) {
    const lookup = stage ? before : lookupAt(scopes, { ...instruction, order: instruction.order + 1 });
    const passed = instruction.keyword === 'ARG' ? scopes.args.get(name) : undefined;
    const own =
      passed === undefined
        ? value && { value: resolveWordIn(scopes, instruction, value, lookup), place }
        : { value: suppliedText(passed), place };
    const inherited =
      stage && instruction.keyword === 'ARG' && !own ? newest(scopes.global, name, 'ARG', Infinity) : null;
    append(declared[instruction.keyword], name, {
      order: instruction.order,
      known: own ?? inherited?.known ?? null,
    });
  }
}

function beginStage(scopes: Scopes, instruction: DockerInstruction): void {
  const stage = scopes.dockerfile.stages[instruction.stage ?? -1];
  if (!stage) return;
  const base = stage.base
    ? resolveWordIn(scopes, instruction, stage.base, globalLookup(scopes, Infinity))
    : null;
  const scope: StageScope = {
    declared: noDeclarations(),
    base: scopes.names.get(base?.text.toLowerCase() ?? '') ?? null,
  };
  scopes.stages.push(scope);
  if (stage.name !== null) scopes.names.set(stage.name, scope);
}

interface Assignment {
  readonly name: string;
  readonly value: DockerWord | null;
  readonly place: Span;
}

function assignments({ keyword, line, words }: DockerInstruction): readonly Assignment[] {
  const [first] = words;
  if (keyword === 'ENV' && first && !first.text.includes('=')) {
    // `ENV name the rest of the line`, the older form.
    const second = words[1];
    const value = second ? dockerWord(line, second.at, line.text.trimEnd().length) : null;
    return [{ name: first.text, value, place: { start: first.start, end: value?.end ?? first.end } }];
  }
  return words.map((word) => {
    const equals = word.text.indexOf('=');
    const value = equals < 0 ? null : dockerWord(line, word.at + equals + 1, word.at + word.text.length);
    return {
      name: equals < 0 ? word.text : word.text.slice(0, equals),
      value,
      place: { start: word.start, end: word.end },
    };
  });
}

function append(declared: Map<string, Declaration[]>, name: string, declaration: Declaration): void {
  const list = declared.get(name);
  if (list) list.push(declaration);
  else declared.set(name, [declaration]);
}

function lookupAt(scopes: Scopes, { keyword, stage, order }: DockerInstruction): VariableLookup {
  const scope = stage === null || keyword === 'FROM' ? null : scopes.stages[stage];
  if (!scope) return globalLookup(scopes, order);
  return (name) => scopes.room.charged(name, inStage(scope, name, order));
}

function globalLookup(scopes: Scopes, order: number): VariableLookup {
  return (name) => scopes.room.charged(name, newest(scopes.global, name, 'ARG', order)?.known ?? null);
}

// A chain of stages longer than that is no honest file; what it declares stays unresolved.
const longestChain = 200;

function inStage(scope: StageScope, name: string, order: number): VariableValue | null {
  for (const by of ['ENV', 'ARG'] as const) {
    let limit = order;
    let left = longestChain;
    for (let each: StageScope | null = scope; each && left > 0; each = each.base) {
      const found = newest(each.declared, name, by, limit);
      if (found) return found.known;
      limit = Infinity;
      left -= 1;
    }
  }
  return null;
}

function newest(declared: Declarations, name: string, by: 'ARG' | 'ENV', before: number): Declaration | null {
  const list = declared[by].get(name) ?? [];
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((list[middle]?.order ?? before) < before) low = middle + 1;
    else high = middle;
  }
  return list[low - 1] ?? null;
}

function resolveWordIn(
  scopes: Scopes,
  instruction: DockerInstruction,
  word: DockerWord,
  lookup: VariableLookup,
): ResolvedText {
  const { parts } = splitVariables(word.text, {
    quotes: true,
    escape: scopes.dockerfile.escape,
    doubledDollar: false,
  });
  const placeOf = ({ start, end }: Span) =>
    sourceSpan(instruction.line, { start: word.at + start, end: word.at + end });
  return resolveParts(parts, { text: word.text, placeOf }, lookup);
}
