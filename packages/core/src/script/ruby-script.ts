import type { FileProblem } from '../model/problem.ts';
import type { MappedText } from '../parse/mapped-text.ts';
import { type ResolvedText, resolvedText, type TextPiece } from '../parse/reference/index.ts';
import type { RubyText } from '../parse/ruby/index.ts';
import type { Span } from '../parse/span.ts';
import type { ReferenceFact, ReferenceSite } from '../reference/index.ts';
import { readScript } from './commands.ts';
import { scriptReferences } from './references.ts';

/** Reads what a script installs and fetches that stands in a string of Ruby. */
export function* rubyScriptReferences(
  site: ReferenceSite,
  value: RubyText,
): Iterable<ReferenceFact | FileProblem> {
  const { mapped, restore } = scriptText(value);
  yield* scriptReferences(site, readScript([mapped], { lookup: () => null, restore }));
}

/** What stands in a script in place of an expression. */
interface Filled {
  readonly text: string;
  readonly pieces: readonly TextPiece[];
}

/**
 * A script with its expressions filled in. A value stands elsewhere in the file, so in the script it counts as encoded
 * where its expression is; `restore` puts its own place back.
 */
function scriptText({ resolved, start, end }: RubyText) {
  const runs: MappedText['runs'][number][] = [];
  const filled = new Map<string, Filled>();
  let text = '';
  const { pieces } = resolved;
  for (const [index, piece] of pieces.entries()) {
    const isOwn = piece.is === 'written' && piece.via.length === 0;
    const said = isOwn ? piece.text : shellText(piece);
    const span = isOwn ? piece.span : between(pieces, index, { start, end });
    const encodes = isOwn && piece.verbatim ? {} : { encodes: span.end - span.start };
    runs.push({ at: text.length, start: span.start, length: said.length, ...encodes });
    if (!isOwn) filled.set(`${span.start} ${span.end}`, { text: said, pieces: [piece] });
    text += said;
  }
  return { mapped: { text, runs }, restore: (each: ResolvedText) => restored(each, filled) };
}

/** `#` begins a comment of the shell, so what is not known stands in other braces. */
function shellText({ is, text }: TextPiece): string {
  if (is !== 'unresolved') return text;
  const code = text.replace(/^#\{|\}$/g, '');
  return `{{${/^[\w.@$]+$/.test(code) ? code : 'expression'}}}`;
}

/** Where an expression stands: between what is written before it and behind it. */
function between(pieces: readonly TextPiece[], index: number, whole: Span): Span {
  const isOwn = (piece: TextPiece | undefined) => piece?.is === 'written' && piece.via.length === 0;
  const before = pieces.slice(Math.max(0, index - 1), index).find(isOwn);
  const after = isOwn(pieces[index + 1]) ? pieces[index + 1] : undefined;
  const start = before?.span.end ?? whole.start;
  return { start, end: Math.max(after?.span.start ?? whole.end, start) };
}

function restored(resolved: ResolvedText, filled: ReadonlyMap<string, Filled>): ResolvedText {
  const pieces: TextPiece[] = [];
  for (let at = 0; at < resolved.pieces.length; ) {
    const piece = resolved.pieces[at];
    if (!piece) break;
    const value = piece.verbatim ? undefined : filled.get(`${piece.span.start} ${piece.span.end}`);
    let text = piece.text;
    let next = at + 1;
    // What encodes a run may come in several pieces, all of them at its place.
    while (value && text !== value.text && resolved.pieces[next]?.span.start === piece.span.start) {
      text += resolved.pieces[next]?.text ?? '';
      next += 1;
    }
    pieces.push(...(value && text === value.text ? value.pieces : resolved.pieces.slice(at, next)));
    at = next;
  }
  return resolvedText(pieces);
}
