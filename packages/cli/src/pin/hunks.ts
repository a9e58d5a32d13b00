import type { Edit } from '@fineprint/core';
import type { StructuredPatchHunk } from 'diff';

/** Lines that take the place of others; `at` counts the lines before them. */
interface Region {
  readonly at: number;
  readonly removed: readonly string[];
  readonly added: readonly string[];
}

const context = 3;

/**
 * The hunks of a unified diff for ordered edits of a text. The edits say what changed: comparing the texts would find it
 * again in a time that grows with the square of the changes.
 */
export function hunksOf(text: string, edits: readonly Edit[]): StructuredPatchHunk[] {
  const lines = linesOf(text);
  const groups: Region[][] = [];
  for (const region of regionsOf(text, lines, edits)) {
    const group = groups.at(-1);
    const last = group?.at(-1);
    if (group && last && region.at - endOf(last) <= 2 * context) group.push(region);
    else groups.push([region]);
  }
  let growth = 0;
  return groups.map((regions) => {
    const hunk = hunkOf(lines, regions, growth);
    growth += hunk.newLines - hunk.oldLines;
    return hunk;
  });
}

function hunkOf(lines: readonly string[], regions: readonly Region[], growth: number): StructuredPatchHunk {
  const start = Math.max((regions[0]?.at ?? 0) - context, 0);
  const written: string[] = [];
  const counts = { ' ': 0, '-': 0, '+': 0 };
  const write = (mark: keyof typeof counts, some: readonly string[]) => {
    for (const line of some) {
      counts[mark] += 1;
      if (line.endsWith('\n')) written.push(mark + line.slice(0, -1));
      else written.push(mark + line, '\\ No newline at end of file');
    }
  };
  let at = start;
  let added: string[] = [];
  for (const region of regions) {
    // Where regions touch, all that goes stands before all that comes.
    if (region.at > at) {
      write('+', added);
      write(' ', lines.slice(at, region.at));
      added = [];
    }
    write('-', region.removed);
    for (const line of region.added) added.push(line);
    at = endOf(region);
  }
  write('+', added);
  write(' ', lines.slice(at, at + context));
  return {
    oldStart: start + 1,
    oldLines: counts[' '] + counts['-'],
    newStart: start + growth + 1,
    newLines: counts[' '] + counts['+'],
    lines: written,
  };
}

/** What edits change, line by line; edits that meet in a line are one region. */
function regionsOf(text: string, lines: readonly string[], edits: readonly Edit[]): readonly Region[] {
  const starts = [0];
  for (const line of lines) starts.push((starts.at(-1) ?? 0) + line.length);
  let line = 0;
  // Offsets are asked for in order.
  const lineAt = (offset: number) => {
    while (lines[line]?.endsWith('\n') && (starts[line + 1] ?? 0) <= offset) line += 1;
    return line;
  };
  const spans: { readonly first: number; last: number; readonly edits: Edit[] }[] = [];
  for (const edit of edits) {
    const span = spans.at(-1);
    const first = lineAt(edit.start);
    const last = lineAt(edit.end);
    if (span && first <= span.last) {
      span.edits.push(edit);
      span.last = last;
    } else spans.push({ first, last, edits: [edit] });
  }
  const regions = spans.map(({ first, last, edits: own }) => {
    const pieces: string[] = [];
    let done = starts[first] ?? 0;
    for (const edit of own) {
      pieces.push(text.slice(done, edit.start), edit.text);
      done = edit.end;
    }
    const added = linesOf(pieces.join('') + text.slice(done, starts[last + 1]));
    return trimmed({ at: first, removed: lines.slice(first, last + 1), added });
  });
  return regions.filter(({ removed, added }) => removed.length + added.length > 0);
}

/** Without the lines at both ends that stay what they are. */
function trimmed({ at, removed, added }: Region): Region {
  const most = Math.min(removed.length, added.length);
  let head = 0;
  while (head < most && removed[head] === added[head]) head += 1;
  let tail = 0;
  while (tail < most - head && removed.at(-1 - tail) === added.at(-1 - tail)) tail += 1;
  return {
    at: at + head,
    removed: removed.slice(head, removed.length - tail),
    added: added.slice(head, added.length - tail),
  };
}

function endOf({ at, removed }: Region): number {
  return at + removed.length;
}

/** The lines of a text, with their ends. */
export function linesOf(text: string): readonly string[] {
  return text === '' ? [] : text.split(/(?<=\n)/);
}
