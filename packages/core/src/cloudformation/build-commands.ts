import { type ResolvedText, resolvedText, type TextPiece } from '../parse/reference/index.ts';
import type { Span } from '../parse/span.ts';
import { partOf, referenceFact, slotsAt } from '../reference/index.ts';
import type { CloudFormationText } from './evaluate.ts';
import type { CloudFormationReading, TemplateSite } from './reading.ts';
import { readShell } from './scripts.ts';

/**
 * Reads YAML that stands as a text in a template: a build specification, or a component of Image Builder. What its lists of
 * `commands` run is read as one script, and `runtime-versions` as tools.
 */
export function* readBuildCommands(
  site: TemplateSite,
  { resolved }: CloudFormationText,
): CloudFormationReading {
  const { commands, versions } = scan(resolved.text);
  const pieces = commands.flatMap(({ range, isFolded }): readonly TextPiece[] => {
    const own = partOf(resolved, range).pieces;
    const end = { is: 'supplied', text: '\n', span: range, verbatim: false, via: [] } as const;
    return [...(isFolded ? own.map(onOneLine) : own), end];
  });
  yield* readShell(site, resolvedText(pieces).pieces);
  for (const { name, range } of versions) yield toolFact(site, resolved, name, range);
}

/** Lines that are folded into one are one command. */
function onOneLine(piece: TextPiece): TextPiece {
  return { ...piece, text: piece.text.replaceAll('\n', ' ') };
}

function toolFact(site: TemplateSite, resolved: ResolvedText, name: string, range: Span) {
  const version = partOf(resolved, range);
  const at = version.pieces[0]?.span ?? { start: 0, end: 0 };
  return referenceFact(
    { ...site, address: `${site.address}.runtime-versions/${name}` },
    { at: { start: at.start, end: at.end }, resolved: version },
    {
      kind: 'tool',
      name: name === 'nodejs' ? 'node' : name,
      request: { is: 'version', text: version.text },
      slots: slotsAt(site.file, 'version', resolved, range),
    },
  );
}

interface Scanned {
  readonly commands: { readonly range: Span; readonly isFolded: boolean }[];
  readonly versions: { readonly name: string; readonly range: Span }[];
}

const key = /^ *(?:- +)?(?<key>commands|runtime-versions):[ \t]*\r?$/;
const item = /^(?<indent> *)- +(?<rest>\S.*?)[ \t]*\r?$/d;
const entry = /^ +(?<name>[a-z]+): *["']?(?<version>[0-9a-z.]+)["']? *\r?$/d;
const block = /^[|>][-+0-9]*$/;

/** Goes through the lines once; a list ends at a line that is indented less than its items. */
function scan(text: string): Scanned {
  const found: Scanned = { commands: [], versions: [] };
  let within: string | null = null;
  let indent = -1;
  let isFolded = false;
  for (let at = 0; at < text.length; ) {
    const lineEnd = text.indexOf('\n', at);
    const end = lineEnd < 0 ? text.length : lineEnd;
    const line = text.slice(at, end);
    const depth = line.length - line.trimStart().length;
    const next = key.exec(line)?.groups?.key;
    const isItem = within === 'commands' && (indent < 0 || depth === indent) && item.test(line);
    if (next !== undefined) [within, indent] = [next, -1];
    else if (isItem) {
      indent = depth;
      const [start = 0, stop = 0] = item.exec(line)?.indices?.groups?.rest ?? [];
      const rest = line.slice(start, stop);
      isFolded = !rest.startsWith('|');
      found.commands.push({
        range: block.test(rest) ? { start: end, end } : unquoted(at + start, rest),
        isFolded,
      });
    } else if (within === 'commands' && indent >= 0 && (depth > indent || line.trim() === ''))
      extend(found, end);
    else if (within === 'runtime-versions') {
      const { indices, groups } = entry.exec(line) ?? {};
      const [start, stop] = indices?.groups?.version ?? [];
      if (start === undefined || stop === undefined) within = null;
      else found.versions.push({ name: groups?.name ?? '', range: { start: at + start, end: at + stop } });
    } else within = null;
    at = end + 1;
  }
  return found;
}

/** A line that belongs to the command before it. */
function extend({ commands }: Scanned, end: number): void {
  const last = commands.at(-1);
  if (last) commands[commands.length - 1] = { ...last, range: { start: last.range.start, end } };
}

function unquoted(start: number, text: string): Span {
  const quote = text[0];
  const isQuoted = text.length > 1 && (quote === '"' || quote === "'") && text.endsWith(quote);
  return isQuoted ? { start: start + 1, end: start + text.length - 1 } : { start, end: start + text.length };
}
