import type { Linked, Tree } from '../model/extractor.ts';
import { type Location, locate } from '../model/location.ts';
import { problem } from '../model/problem.ts';
import type { Usage } from '../model/usage.ts';
import type { HclTextPiece, HclValue } from '../parse/hcl/index.ts';
import { type MappedRun, type MappedText, mappedText } from '../parse/mapped-text.ts';
import { suppliedText } from '../parse/reference/index.ts';
import type { Span } from '../parse/span.ts';
import { occurrenceOf } from '../reference/index.ts';
import { isShell, readScript } from './commands.ts';
import { scriptReferences } from './references.ts';
import { lookupIn, type SourcedVariable, sourcedVariables } from './sourced-files.ts';

/** A script that stands in HCL: its lines, each a value, and the expression that holds them. */
export interface HclScript {
  readonly path: string;
  readonly values: readonly HclValue[];
  readonly whole: Span;
  readonly address: string;
  readonly usage: Usage;
  /** What its variables are set to from outside. */
  readonly environment?: ReadonlyMap<string, string>;
}

/** Yields what a script in HCL installs and fetches, where most of it is written: `file()` may have read it. */
export function* hclScriptReferences(tree: Pick<Tree, 'file'>, script: HclScript): Iterable<Linked> {
  const pieces = script.values.flatMap(piecesOf);
  const from = pieces.find(({ place, text }) => place && text.trim() !== '')?.place?.file ?? script.path;
  yield* linkText(tree, from, linesOf(script.values, from, script.whole), script);
}

/**
 * Yields what a file of a script installs and fetches, with the variables that the files which it sources set; one of
 * another language says nothing here.
 */
export function* scriptFileReferences(
  tree: Pick<Tree, 'file' | 'has' | 'list'>,
  path: string,
  site: Pick<HclScript, 'address' | 'usage' | 'environment'>,
): Iterable<Linked> {
  const text = tree.file(path)?.text;
  if (text === undefined || !isShellScript(path, text)) return;
  const whole = mappedText(text, [{ start: 0, end: text.length }]);
  yield* linkText(tree, path, whole, site, sourcedVariables(tree, path));
}

function* linkText(
  tree: Pick<Tree, 'file'>,
  path: string,
  text: MappedText,
  { address, usage, environment }: Pick<HclScript, 'address' | 'usage' | 'environment'>,
  sourced: ReadonlyMap<string, SourcedVariable> = new Map(),
): Iterable<Linked> {
  const file = tree.file(path);
  if (!file) return;
  const lookupSourced = lookupIn(sourced);
  const lookup = (name: string) => {
    const value = environment?.get(name);
    return value === undefined ? lookupSourced(name) : { value: suppliedText(value), place: null };
  };
  const script = readScript([text], { lookup });
  for (const fact of scriptReferences({ file, address, usage }, script)) {
    if (fact.is === 'problem') yield problem(fact.code, fact.message, locate(path, fact.place));
    else {
      const { via, ...occurrence } = occurrenceOf(path, fact);
      yield { is: 'occurrence', ...occurrence, via: [...via, ...placesIn(occurrence.text, sourced)] };
    }
  }
}

const variable = /\$\{?(?<name>[A-Za-z_]\w{0,200})/g;

/** Where the variables that a text asks for are set, in other files. */
function placesIn(text: string, sourced: ReadonlyMap<string, SourcedVariable>): readonly Location[] {
  const names = new Set(Array.from(text.matchAll(variable), ({ groups }) => groups?.name ?? ''));
  return [...names].flatMap((name) => sourced.get(name)?.at ?? []);
}

function piecesOf(value: HclValue): readonly HclTextPiece[] {
  return value.is === 'string' || value.is === 'unknown' ? value.pieces : [];
}

/** The lines as one script. A value from elsewhere stands where it is put in; one that is not known is a variable of the shell. */
function linesOf(values: readonly HclValue[], file: string, whole: Span): MappedText {
  const runs: MappedRun[] = [];
  const texts: string[] = [];
  let at = 0;
  for (const value of values) {
    for (const piece of piecesOf(value)) {
      const said = piece.form === 'unknown' ? shellVariable(piece.text) : piece.text;
      if (said === '') continue;
      runs.push({ at, length: said.length, ...placeOf(piece, file, whole) });
      texts.push(said);
      at += said.length;
    }
    texts.push('\n');
    at += 1;
  }
  return { text: texts.join(''), runs };
}

function placeOf(piece: HclTextPiece, file: string, whole: Span): Pick<MappedRun, 'start' | 'encodes'> {
  const { place, via, form } = piece;
  if (form === 'exact' && place?.file === file) return { start: place.start };
  const shown = [...via, ...(place ? [place] : [])].find((each) => each.file === file) ?? whole;
  return { start: shown.start, encodes: shown.end - shown.start };
}

function shellVariable(text: string): string {
  const name = text.slice(2, -1).replace(/[^A-Za-z0-9_]+/g, '_');
  return `\${${/^[A-Za-z_]/.test(name) ? name : `_${name}`}}`;
}

const shebang = /^#!\s*(?:\/\S*\/)?(?:env\s+(?:-S\s+)?)?(?:\S*\/)?(?<program>[^\s/]+)/;

/** Whether a file holds a script of a shell: by its first line, else by its name. */
function isShellScript(path: string, text: string): boolean {
  const program = shebang.exec(text.slice(0, 200))?.groups?.program;
  return program === undefined ? /\.(?:sh|bash)$/.test(path) : isShell(program);
}
