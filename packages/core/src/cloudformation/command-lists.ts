import type { Span } from '../parse/span.ts';

/** What the lists of a YAML text hold that say what a machine or a build is to do. */
export interface CommandLists {
  /** Commands; one that is folded goes on in lines that are none of their own. */
  readonly commands: readonly { readonly range: Span; readonly isFolded: boolean }[];
  readonly versions: readonly { readonly name: string; readonly range: Span }[];
  readonly packages: readonly Span[];
}

const header = /^ *(?:- +)?(?<key>commands|runcmd|bootcmd|runtime-versions|packages):[ \t]*\r?$/;
const item = /^ *- +(?=\S)/;
const entry = /^ +(?<name>[a-z]+): *["']?(?<version>[0-9a-z.]+)["']? *\r?$/d;
const block = /^[|>][-+0-9]*$/;
const packageName = /^[A-Za-z0-9][A-Za-z0-9._+${}:-]*$/;

/**
 * Goes through the lines of a YAML text once, for the text stands in a template and its places are to be kept. A list ends at
 * a line that is indented less than its items.
 */
export function commandLists(text: string): CommandLists {
  const lists = new Lists();
  for (let start = 0; start < text.length; ) {
    const lineEnd = text.indexOf('\n', start);
    const end = lineEnd < 0 ? text.length : lineEnd;
    lists.take(text.slice(start, end), { start, end });
    start = end + 1;
  }
  return lists;
}

class Lists implements CommandLists {
  readonly commands: { range: Span; isFolded: boolean }[] = [];
  readonly versions: { name: string; range: Span }[] = [];
  readonly packages: Span[] = [];
  #key: string | undefined;
  /** How far the items of the list are indented; negative before the first. */
  #indent = -1;
  /** Whether lines that follow belong to the last command. */
  #isOpen = false;

  take(line: string, at: Span): void {
    const key = header.exec(line)?.groups?.key;
    if (key !== undefined) {
      this.#key = key;
      this.#indent = -1;
    } else if (this.#key === 'runtime-versions') this.#version(line, at);
    else if (this.#key !== undefined) this.#line(line, at);
  }

  #line(line: string, at: Span): void {
    const depth = line.length - line.trimStart().length;
    const mark = item.exec(line)?.[0];
    if (mark !== undefined && (this.#indent < 0 || depth === this.#indent)) {
      this.#indent = depth;
      this.#item(line.slice(mark.length).trimEnd(), at.start + mark.length, at.end);
    } else if (this.#indent >= 0 && depth > this.#indent) this.#extend(at.end);
    // Blank lines and remarks end no list.
    else if (!/^\s*(?:#|$)/.test(line)) this.#key = undefined;
  }

  #item(text: string, start: number, lineEnd: number): void {
    // A list of words is a program that no shell reads.
    this.#isOpen = this.#key !== 'packages' && !text.startsWith('[');
    const range = unquoted(start, text);
    const said = text.slice(range.start - start, range.end - start);
    if (this.#key === 'packages') {
      if (packageName.test(said)) this.packages.push(range);
    } else if (block.test(text))
      this.commands.push({ range: { start: lineEnd, end: lineEnd }, isFolded: text.startsWith('>') });
    else if (this.#isOpen) this.commands.push({ range, isFolded: true });
  }

  /** A line that belongs to the command before it. */
  #extend(end: number): void {
    const last = this.commands.at(-1);
    if (last && this.#isOpen) last.range = { start: last.range.start, end };
  }

  #version(line: string, at: Span): void {
    const { indices, groups } = entry.exec(line) ?? {};
    const range = indices?.groups?.version;
    if (!range) this.#key = undefined;
    else
      this.versions.push({
        name: groups?.name ?? '',
        range: { start: at.start + range[0], end: at.start + range[1] },
      });
  }
}

function unquoted(start: number, text: string): Span {
  const quote = text[0];
  const isQuoted = text.length > 1 && (quote === '"' || quote === "'") && text.endsWith(quote);
  return isQuoted ? { start: start + 1, end: start + text.length - 1 } : { start, end: start + text.length };
}
