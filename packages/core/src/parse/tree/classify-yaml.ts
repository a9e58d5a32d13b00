import { type DocumentShape, MAX_SHAPES } from './classify.ts';
import { jsonShapes } from './classify-json.ts';
import { yamlParts } from './yaml-documents.ts';

/** Judges each document of a YAML stream by the keys that begin at the column of its first. */
export function yamlShapes(text: string): readonly DocumentShape[] {
  const shapes: DocumentShape[] = [];
  for (const { start, end } of yamlParts(text)) {
    if (shapes.length >= MAX_SHAPES) break;
    const content = contentStart(text, start, end);
    // YAML in flow style is JSON as far as its keys are concerned; `{{` begins a template.
    const isFlow =
      (text[content] === '{' || text[content] === '[') &&
      text[content + 1] !== '{' &&
      text[content + 1] !== '%';
    if (isFlow) shapes.push(...jsonShapes(text.slice(content, end), content));
    else shapes.push(shapeOf(text, start, end, indentOf(text, start, content)));
  }
  return shapes;
}

/** The column of the first key: a whole document may be indented. */
function indentOf(text: string, start: number, content: number): number {
  const lineStart = text.lastIndexOf('\n', content - 1) + 1;
  const isIndented =
    lineStart >= start && /^ +$/.test(text.slice(lineStart, Math.min(content, lineStart + 100)));
  return isIndented ? content - lineStart : 0;
}

/** Passes the marker, blanks, comments and directives before the content of a document. */
function contentStart(text: string, start: number, end: number): number {
  let at = text.startsWith('---', start) ? start + 3 : start;
  while (at < end) {
    const code = text.charCodeAt(at);
    if (code === 0x23 || code === 0x25) {
      const eol = text.indexOf('\n', at);
      at = eol < 0 ? end : eol;
    } else if (code <= 0x20 || code === 0xfeff) at++;
    else if (text.startsWith('---', at) && text.charCodeAt(at + 3) <= 0x20) at += 3;
    else break;
  }
  return Math.min(at, end);
}

const KEY =
  /^(?:\uFEFF|--- +)?(?:"(?<double>[^"\n]{0,200})"|'(?<single>[^'\n]{0,200})'|(?<bare>[^\s#"'{}[\],&*!|>%@`-][^:\n]{0,200}?))[ \t]*:(?=\s|$)/;
const VALUE = /^[ \t]*(?:"(?<double>[^"\n]*)"|'(?<single>[^'\n]*)'|(?<bare>[^\s#"'|>{&*!][^\s#]*))/;

function shapeOf(text: string, start: number, end: number, indent: number): DocumentShape {
  const keys = new Set<string>();
  const known = new Map<string, string>();
  const list = new ListKeys();
  for (let at = start; at < end; ) {
    const eol = text.indexOf('\n', at);
    const next = eol < 0 || eol >= end ? end : eol + 1;
    if (indent > 0) at = Math.min(at + spacesAt(text, at, indent), next);
    const code = text.charCodeAt(at);
    // A line that is indented, a list item or a comment begins no key.
    if (code !== 0x20 && code !== 0x09 && code !== 0x23 && code !== 0x0a && code !== 0x0d) {
      const line = text.slice(at, Math.min(next, at + LONGEST_LINE));
      const match = KEY.exec(line);
      const key = match?.groups?.double ?? match?.groups?.single ?? match?.groups?.bare;
      if (match && key !== undefined) {
        keys.add(key);
        if (key === 'apiVersion' || key === 'kind') {
          const value = VALUE.exec(line.slice(match[0].length))?.groups;
          const word = value?.double ?? value?.single ?? value?.bare;
          if (word !== undefined) known.set(key, word);
        }
      }
    }
    if (list.mayHold(code)) list.read(text.slice(at, Math.min(next, at + LONGEST_LINE)));
    at = next;
  }
  const { items } = list;
  return { ...shape(keys, known, start, end), ...(items.size > 0 ? { items } : {}) };
}

const ITEM = /^ {0,40}- {1,40}(?=[^\s#])/;
const BEFORE_KEY = /^ *-? *$/;
const BLANK_LINE = /^(?:\s*(?:#.*)?|---.*|%.*)$/s;

/** The keys of the items of a list at the top, which may be indented: `- name: x`, and what stands below the `n`. */
class ListKeys {
  readonly items = new Set<string>();
  #indent = '';
  #isFirst = true;

  mayHold(code: number): boolean {
    return this.#isFirst || (this.#indent !== '' && (code === 0x20 || code === 0x2d));
  }

  read(line: string): void {
    const item = ITEM.exec(line)?.[0];
    const isItem = item !== undefined && (this.#isFirst || item.indexOf('-') === this.#indent.indexOf('-'));
    if (isItem) this.#indent = item;
    this.#isFirst &&= BLANK_LINE.test(line);
    const { length } = this.#indent;
    if (length === 0 || line[length] === ' ' || !BEFORE_KEY.test(line.slice(0, length))) return;
    const groups = KEY.exec(line.slice(length))?.groups;
    const key = groups?.double ?? groups?.single ?? groups?.bare;
    if (key !== undefined) this.items.add(key);
  }
}

function spacesAt(text: string, at: number, most: number): number {
  let count = 0;
  while (count < most && text.charCodeAt(at + count) === 0x20) count++;
  return count;
}

const LONGEST_LINE = 1000;

/** Makes a shape of what was found. */
export function shape(
  keys: ReadonlySet<string>,
  known: ReadonlyMap<string, string>,
  start: number,
  end: number,
): DocumentShape {
  const apiVersion = known.get('apiVersion');
  const kind = known.get('kind');
  return {
    keys,
    start,
    end,
    ...(apiVersion === undefined ? {} : { apiVersion }),
    ...(kind === undefined ? {} : { kind }),
  };
}
