import type { FileProblem } from '../model/problem.ts';
import type { MappedText } from '../parse/mapped-text.ts';
import type { ResolvedText, VariableLookup } from '../parse/reference/index.ts';
import { type ScalarNode, scalarText } from '../parse/tree/index.ts';
import type { ReferenceFact, ReferenceSite } from '../reference/index.ts';
import { readExec, readScript, type Script, type ScriptSurroundings } from './commands.ts';
import { withoutDirectives } from './directives.ts';
import { imagesBuiltIn } from './own-images.ts';
import { mayFetch, scriptReferences } from './references.ts';

/** What is special about scripts that another format holds. */
export interface EmbeddedScript {
  /** What variables hold that the script does not set itself. */
  readonly lookup?: VariableLookup;
  /** Expressions that the format fills in before a shell sees the script; global. */
  readonly expression?: RegExp;
  /** The variable that an expression stands for, where it is one that `lookup` knows. */
  readonly variableOf?: (expression: string) => string | undefined;
  /** Whether an image, without its tag, is the repository's own by what the platform calls it. */
  readonly isOwn?: (image: string) => boolean;
}

/**
 * Reads what scripts in scalars install and fetch, as one script. What cannot be understood of them is left out without a
 * problem: which shell runs them is seldom known, and a problem would call a file unread that was read.
 */
export function* embeddedScript(
  site: ReferenceSite,
  scalars: readonly ScalarNode[],
  means: EmbeddedScript = {},
): Iterable<ReferenceFact | FileProblem> {
  const texts = scalars.map((scalar) => scalarText(site.file.text, scalar));
  yield* mappedScript(site, texts, means);
}

/** The same for a command that is given as a list of words: `["sh", "-c", "…"]`. */
export function* embeddedCommand(
  site: ReferenceSite,
  words: readonly ScalarNode[],
  means: EmbeddedScript = {},
): Iterable<ReferenceFact | FileProblem> {
  const textOf = (word: ScalarNode) => masked(scalarText(site.file.text, word), means);
  const script = readExec(words, textOf, surroundings(site, means));
  yield* scriptReferences(site, ofFile(site, script, means));
}

/** The same for texts of which it is known where their characters stand. */
export function* mappedScript(
  site: ReferenceSite,
  mapped: readonly MappedText[],
  means: EmbeddedScript = {},
): Iterable<ReferenceFact | FileProblem> {
  if (!mapped.some(({ text }) => mayFetch(text))) return;
  const texts = mapped.map((text) => masked(text, means));
  const script = readScript(texts, surroundings(site, means));
  yield* scriptReferences(site, ofFile(site, script, means));
}

function ofFile(
  { file }: ReferenceSite,
  { commands, problems: all }: Script,
  { isOwn = () => false }: EmbeddedScript,
): Script {
  const problems = all.filter(({ code }) => code === 'limit-reached');
  return { commands, problems, isBuilt: (image) => isOwn(image) || imagesBuiltIn(file).has(image) };
}

function surroundings(
  site: ReferenceSite,
  { lookup = () => null, expression, variableOf }: EmbeddedScript,
): ScriptSurroundings {
  const restore = (resolved: ResolvedText) => restored(site.file.text, resolved);
  const found: VariableLookup = variableOf
    ? (name) => lookup(name) ?? lookup(name.replace(/^_+/, ''))
    : lookup;
  return { lookup: found, ...(expression ? { restore } : {}) };
}

/** Overwrites expressions by as many characters of a word, so that nothing in them looks like a shell's. */
function masked(written: MappedText, { expression, variableOf }: EmbeddedScript): MappedText {
  const mapped = { ...written, text: withoutDirectives(written.text) };
  if (!expression) return mapped;
  // A variable that nothing sets stays unresolved, as the expression is.
  const text = mapped.text.replaceAll(expression, (found) => {
    const name = variableOf?.(found) ?? '';
    return `\${${'_'.repeat(Math.max(found.length - 3 - name.length, 1))}${name}}`;
  });
  return { ...mapped, text };
}

/** Puts back what was masked, where the file holds it as it is. */
function restored(source: string, resolved: ResolvedText): ResolvedText {
  const pieces = resolved.pieces.map((piece) =>
    /\$\{_+\w*\}/.test(piece.text) && piece.span.end - piece.span.start === piece.text.length
      ? { ...piece, text: source.slice(piece.span.start, piece.span.end) }
      : piece,
  );
  return { ...resolved, pieces, text: pieces.map(({ text }) => text).join('') };
}
