import { joinPath, onceForEach, type Tree } from '@fineprint/core';
import type { ActionsFact, CallFact, Piece, WrittenValue } from './facts.ts';
import { joined, pieceValue, textOfValue, unknownValue } from './values.ts';

/** What the files of a tree hand to one another. */
export interface Inputs {
  /** The values of a reference in a file, its inputs filled in by what calls the file, or by their defaults. */
  filled(path: string, value: WrittenValue): readonly WrittenValue[];
  /** The workflows and actions of the tree that a file calls. */
  calledFrom(path: string): readonly string[];
}

// A file that is called from more places, with more values, or through more files, has the rest of its values unknown.
const mostCalls = 500;
const mostValues = 50;
const mostInTree = 200_000;
// GitHub lets ten workflows call one another.
const deepest = 10;

/** Finds out once for a tree which file calls which, and with what. */
export const inputsIn = onceForEach(findInputs);

/** A file as others call it. */
interface Callee {
  readonly calls: Call[];
  /** The defaults of its inputs, several where it can be called in several ways. */
  readonly defaults: ReadonlyMap<string, readonly WrittenValue[]>;
  /** The files that it calls itself. */
  readonly uses: Set<string>;
}

interface Call {
  readonly path: string;
  readonly fact: CallFact;
}

function findInputs(tree: Tree<ActionsFact>): Inputs {
  const callees = calleesIn(tree);
  const given = new Map<string, readonly WrittenValue[]>();
  let room = mostInTree;

  /** The values of an input: of each call, or the default where a call, or nobody, gives it. */
  function valuesOfInput(path: string, name: string, depth: number): readonly WrittenValue[] {
    const key = `${path}\0${name}`;
    const before = given.get(key);
    if (before || depth > deepest) return before ?? [];
    // A file that calls itself gives nothing that others do not.
    given.set(key, []);
    const { calls = [], defaults } = callees.get(path) ?? {};
    const values = calls.slice(0, mostCalls).flatMap((call) => (room > 0 ? handedOn(call, name, depth) : []));
    const isLeftOut = calls.length === 0 || calls.some(({ fact }) => !Object.hasOwn(fact.inputs, name));
    const all = distinct([...values, ...(isLeftOut ? (defaults?.get(name) ?? []) : [])]);
    const isWhole = calls.length <= mostCalls && all.length <= mostValues && room > 0;
    const kept = isWhole ? all : [...all.slice(0, mostValues), { pieces: [], via: [], unknown: [name] }];
    given.set(key, kept);
    return kept;
  }

  function handedOn({ path, fact }: Call, name: string, depth: number): readonly WrittenValue[] {
    const values = Object.hasOwn(fact.inputs, name) ? (fact.inputs[name] ?? []) : [];
    const filled = values.flatMap((value) => fill(path, value, depth + 1));
    room -= filled.length;
    return filled.map((value) => ({
      pieces: value.pieces.map((piece) => ({ ...piece, path: piece.path ?? path })),
      via: [...value.via.map((via) => ({ ...via, path: via.path ?? path })), { place: fact.place, path }],
      unknown: value.unknown,
    }));
  }

  function fill(path: string, value: WrittenValue, depth: number): readonly WrittenValue[] {
    if (value.pieces.every(({ input }) => input === undefined)) return [value];
    let filled: readonly WrittenValue[] = [{ pieces: [], via: value.via, unknown: value.unknown }];
    for (const piece of value.pieces) {
      const extensions = piece.input ? valuesOfPiece(path, piece, piece.input, depth) : [pieceValue(piece)];
      filled = filled.flatMap((before) => extensions.map((each) => joined(before, each)));
      if (filled.length > mostValues) return [unknownValue({ ...piece, text: textOfValue(value) })];
    }
    const own = new Set(value.pieces.map(({ place }) => place));
    return filled.length === 1 ? filled : filled.map((each) => shared(each, ({ place }) => own.has(place)));
  }

  function valuesOfPiece(
    path: string,
    piece: Piece,
    { name, otherwise }: NonNullable<Piece['input']>,
    depth: number,
  ): readonly WrittenValue[] {
    const values = valuesOfInput(path, name, depth);
    const isMissing = values.length === 0 || values.some(isEmpty);
    const own = otherwise.length > 0 ? values.filter((value) => !isEmpty(value)) : values;
    const instead = isMissing ? otherwise.flatMap((value) => fill(path, value, depth)) : [];
    const all = distinct([...own, ...instead]);
    const certain = all.filter(({ unknown }) => unknown.length === 0);
    // What a caller only knows when it runs is told where it is used, in the words that stand there.
    return all.length === 0 || certain.length < all.length ? [...certain, unknownValue(piece)] : certain;
  }

  return {
    filled: (path, value) => fill(path, value, 0),
    calledFrom: (path) => [...(callees.get(path)?.uses ?? [])],
  };
}

function calleesIn(tree: Tree<ActionsFact>): ReadonlyMap<string, Callee> {
  const callees = new Map<string, Callee>();
  for (const { path, files } of tree.units) {
    const facts = files.flatMap((file) => file.facts);
    const inputs = facts.filter((fact) => fact.is === 'input');
    const defaults = Map.groupBy(inputs, ({ name }) => name);
    callees.set(path, {
      calls: [],
      defaults: new Map(
        [...defaults].map(([name, all]) => [name, all.flatMap(({ otherwise }) => otherwise ?? [])]),
      ),
      uses: new Set(),
    });
  }
  for (const { path, files } of tree.units) {
    for (const fact of files.flatMap((file) => file.facts)) {
      const target = fact.is === 'call' ? targetOf(tree, path, fact.target) : undefined;
      if (fact.is !== 'call' || target === undefined) continue;
      callees.get(target)?.calls.push({ path, fact });
      callees.get(path)?.uses.add(target);
    }
  }
  return callees;
}

/** `./.github/workflows/x.yml` is a file, `./.github/actions/x` a folder, both from where the repository begins. */
function targetOf(tree: Tree<ActionsFact>, path: string, target: string): string | undefined {
  const end = /(?:^|\/)\.(?:github|gitea|forgejo)\//.exec(path)?.index ?? 0;
  const found = joinPath(path.slice(0, end) || '.', target);
  if (found === null) return undefined;
  return [found, `${found}/action.yml`, `${found}/action.yaml`].find((each) => tree.unit(each) !== undefined);
}

function isEmpty({ pieces, unknown }: WrittenValue): boolean {
  return pieces.length === 0 && unknown.length === 0;
}

/** Each text once; where it stands in several places, none of them has a slot. */
function distinct(values: readonly WrittenValue[]): readonly WrittenValue[] {
  const found = Map.groupBy(values, textOfValue);
  return [...found.values()].flatMap(([first, ...others]) => {
    if (!first) return [];
    return others.length === 0 ? [first] : [shared(first, () => true)];
  });
}

function shared(value: WrittenValue, isShared: (piece: Piece) => boolean): WrittenValue {
  return {
    ...value,
    pieces: value.pieces.map((piece) => (isShared(piece) ? { ...piece, isShared: true } : piece)),
  };
}
