import {
  type HclTextPiece,
  type HclValue,
  hclText,
  isShell,
  joinPath,
  type Linked,
  locate,
  type MappedRun,
  type MappedText,
  mappedText,
  occurrenceOf,
  problem,
  readScript,
  scriptReferences,
  type Usage,
} from '@fineprint/core';
import type { TemplateDirectory } from './directory.ts';
import type { ScriptFact } from './facts.ts';

/** Yields what the script of a provisioner installs and fetches; `shell-local` runs on the machine that builds. */
export function* linkScript(
  directory: TemplateDirectory,
  path: string,
  { holds, address, value: expression }: ScriptFact,
): Iterable<Linked> {
  const value = directory.value(path, expression, null);
  const usage = address.includes('shell-local') || address.startsWith('post') ? 'build' : 'deployed';
  const values = value.is === 'list' ? value.items : [value];
  if (holds === 'lines') {
    const from = values.flatMap(piecesOf).find(({ place }) => place)?.place?.file ?? path;
    yield* linkText(directory, from, linesOf(values, from, expression), address, usage);
    return;
  }
  for (const each of values) {
    const found = each.is === 'string' ? scriptPath(directory, hclText(each) ?? '') : null;
    const text = found === null ? undefined : directory.tree.file(found)?.text;
    if (found !== null && text !== undefined && isShellScript(found, text))
      yield* linkText(directory, found, mappedText(text, [{ start: 0, end: text.length }]), address, usage);
  }
}

function* linkText(
  { tree }: TemplateDirectory,
  path: string,
  text: MappedText,
  address: string,
  usage: Usage,
): Iterable<Linked> {
  const file = tree.file(path);
  if (!file) return;
  const script = readScript([text], { lookup: () => null });
  for (const fact of scriptReferences({ file, address, usage }, script)) {
    if (fact.is === 'problem') yield problem(fact.code, fact.message, locate(path, fact.place));
    else yield { is: 'occurrence', ...occurrenceOf(path, fact) };
  }
}

function piecesOf(value: HclValue): readonly HclTextPiece[] {
  return value.is === 'string' || value.is === 'unknown' ? value.pieces : [];
}

/** The lines as one script. A value from elsewhere stands where it is put in; one that is not known is a variable of the shell. */
function linesOf(
  values: readonly HclValue[],
  file: string,
  whole: { readonly start: number; readonly end: number },
): MappedText {
  const runs: MappedRun[] = [];
  let text = '';
  for (const value of values) {
    for (const piece of piecesOf(value)) {
      const place = piece.via[0] ?? piece.place;
      const { start, end } = place?.file === file ? place : whole;
      const isExact = piece.form === 'exact' && piece.via.length === 0 && place?.file === file;
      const said = piece.form === 'unknown' ? shellVariable(piece.text) : piece.text;
      if (said === '') continue;
      runs.push({
        at: text.length,
        start,
        length: said.length,
        ...(isExact ? {} : { encodes: end - start }),
      });
      text += said;
    }
    text += '\n';
  }
  return { text, runs };
}

function shellVariable(text: string): string {
  return `\${${text
    .slice(2, -1)
    .replace(/[^A-Za-z0-9_]+/g, '_')
    .replace(/^(?=\d)|^$/, '_')}}`;
}

/** Paths are relative to where Packer runs: the template's directory, or one above it. */
function scriptPath({ unit, tree }: TemplateDirectory, path: string): string | null {
  for (let directory = unit.path; ; ) {
    const found = joinPath(directory, path);
    if (found !== null && tree.has(found)) return found;
    if (directory === '.') return null;
    const slash = directory.lastIndexOf('/');
    directory = slash < 0 ? '.' : directory.slice(0, slash);
  }
}

const shebang = /^#!\s*(?:\/\S*\/)?(?:env\s+(?:-S\s+)?)?(?:\S*\/)?(?<program>[^\s/]+)/;

function isShellScript(path: string, text: string): boolean {
  const program = shebang.exec(text.slice(0, 200))?.groups?.program;
  return program === undefined ? /\.(?:sh|bash)$/.test(path) : isShell(program);
}
