import {
  get,
  items,
  type MappedText,
  mayFetch,
  type Resolved,
  type ResolvedText,
  readScript,
  resolvedText,
  type ScalarNode,
  type Script,
  scalarOf,
  scalarText,
  scriptReferences,
} from '@fineprint/core';
import { jinjaActions } from '../actions.ts';
import { piecesBetween } from '../fill.ts';
import type { Scope } from '../template.ts';
import type { ModuleCall, ModuleReader } from './call.ts';

/** Reads what a shell script of a task installs and fetches. */
export function* readShell(call: Parameters<ModuleReader>[0]): ReturnType<ModuleReader> {
  yield* scriptReferences(call.site, scriptOf(call));
}

/** Reads what a command installs and fetches; no shell sees it, so that what would be wrong in one is none of its concern. */
export function* readCommand(call: Parameters<ModuleReader>[0]): ReturnType<ModuleReader> {
  yield* scriptReferences(call.site, { ...scriptOf(call), problems: [] });
}

const nothing: Script = { commands: [], problems: [] };

function scriptOf(asked: ModuleCall): Script {
  const call = { ...asked, scope: wordsOf(asked.scope) };
  const script =
    scalarOf(call.args, 'cmd') ?? (get(call.args, 'argv') ? undefined : (call.free ?? undefined));
  const texts = script ? [maskedScript(call, script)] : argvText(call);
  if (!texts.some(({ text }) => mayFetch(text))) return nothing;
  // An expression that is filled in after parsing can bring no quotes and no new words.
  const surroundings = { lookup: () => null, restore: (resolved: ResolvedText) => filledIn(call, resolved) };
  return readScript(texts, surroundings);
}

/** Values of several words would be none of the words that the shell was seen to have. */
function wordsOf(scope: Scope): Scope {
  const isWord = (value: Resolved) =>
    value.is !== 'scalar' || !/\s/.test(value.text.replace(/\{\{[^{}]*\}\}/g, ''));
  return (name) => scope(name).filter(isWord);
}

/** The words of `argv` as a line; a word that would need quotes is none that names something. */
function argvText(call: ModuleCall): readonly MappedText[] {
  const words = items(call.args, 'argv').filter((word) => word.is === 'scalar');
  const runs: MappedText['runs'][number][] = [];
  let text = '';
  for (const word of words) {
    const masked = maskedScript(call, word);
    const isPlain = /^[\w@%+=:,./{}~^<>-]+$/.test(masked.text);
    for (const run of isPlain ? masked.runs : []) runs.push({ ...run, at: run.at + text.length });
    text += `${isPlain ? masked.text : '_'} `;
  }
  return runs.length === 0 ? [] : [{ text, runs }];
}

/** Overwrites expressions by words of the same length, so that their quotes and bars are none of the shell's. */
function maskedScript({ file }: ModuleCall, scalar: ScalarNode): MappedText {
  const mapped = scalarText(file.text, scalar);
  const parts: string[] = [];
  let done = 0;
  for (const { start, end, isExpression } of jinjaActions(mapped.text)) {
    const masked = isExpression ? `{{${'x'.repeat(end - start - 4)}}}` : ' '.repeat(end - start);
    parts.push(mapped.text.slice(done, start), masked);
    done = end;
  }
  return { ...mapped, text: parts.join('') + mapped.text.slice(done) };
}

/** Puts the expressions back and fills them in. */
function filledIn(call: ModuleCall, resolved: ResolvedText): ResolvedText {
  if (!resolved.text.includes('{{')) return resolved;
  return resolvedText(
    resolved.pieces.flatMap((piece) => {
      if (!piece.verbatim) return [piece];
      const { start, end } = piece.span;
      const original = call.file.text.slice(start, end);
      const filled = piecesBetween(call, original, (span) => ({
        start: start + span.start,
        end: start + span.end,
      }));
      return filled.map((each) => ({ ...each, via: [...each.via, ...piece.via] }));
    }),
  );
}
