import {
  type FileProblem,
  type MappedText,
  mappedText,
  ownImages,
  type ReferenceFact,
  type ReferenceSite,
  type ResolvedText,
  readScript,
  type Script,
  type SourceFile,
  type Span,
  scriptReferences,
  type VariableLookup,
} from '@fineprint/core';
import { makeLines } from './lines.ts';
import { readToolCalls } from './tool-calls.ts';
import { asShell, makeLookup } from './variables.ts';

/** Reads the recipes of a makefile, and what its function `shell` runs, as the scripts that they are, with make's variables filled in. */
export function* readMakefile(file: SourceFile): Iterable<ReferenceFact | FileProblem> {
  const { variables, recipes, calls, open } = makeLines(file);
  if (open) yield file.problem('syntax-invalid', 'This "define" has no "endef".', open);
  const lookup = makeLookup(file, variables);
  const scripts = [...recipes, { target: null, lines: calls }].map(({ target, lines }) => ({
    address: target === null ? 'shell' : `recipes.${target}`,
    lines,
    script: recipeScript(file, lines, lookup),
  }));
  // What one recipe builds, another runs.
  const own = ownImages(scripts.flatMap(({ script }) => script.commands));
  for (const { address, lines, script } of scripts) {
    const site: ReferenceSite = { file, address, usage: 'build' };
    yield* readToolCalls(site, lines, lookup);
    yield* scriptReferences(site, { ...script, isBuilt: (image) => own.has(image) });
  }
}

/** What of a recipe is no POSIX shell (another SHELL, a macro of make) cannot be told, and is left out. */
function recipeScript(file: SourceFile, lines: readonly Span[], lookup: VariableLookup): Script {
  const texts = lines.map((line) => shellText(file.text, line));
  const restore = (resolved: ResolvedText) => asWritten(file.text, resolved);
  return { ...readScript(texts, { lookup, restore }), problems: [] };
}

/** A line as the shell gets it: `$$` is one dollar sign, and make's variables are written as a shell's. */
function shellText(source: string, { start, end }: Span): MappedText {
  const spans: Span[] = [];
  const line = source.slice(start, end);
  let from = start;
  for (let at = line.indexOf('$$'); at >= 0; at = line.indexOf('$$', at + 2)) {
    spans.push({ start: from, end: start + at });
    from = start + at + 1;
  }
  spans.push({ start: from, end });
  const mapped = mappedText(source, spans);
  return { ...mapped, text: asShell(mapped.text.replaceAll(shellCall, asSubstitution)) };
}

const shellCall = /\$\(shell(?=\s)/g;
// As long as what it stands for: `$(shell command)` is what a shell writes as `$(command)`.
const asSubstitution = '$(     ';

/** What nobody knows is shown as the makefile writes it. */
function asWritten(source: string, resolved: ResolvedText): ResolvedText {
  const pieces = resolved.pieces.map((piece) =>
    piece.is === 'unresolved' ? { ...piece, text: source.slice(piece.span.start, piece.span.end) } : piece,
  );
  return { ...resolved, pieces, text: pieces.map(({ text }) => text).join('') };
}
