import type { Span, SyntaxProblem } from '../span.ts';
import { MAX_DEPTH } from '../tree/node.ts';
import type { XmlAttribute, XmlDocument, XmlElement, XmlText } from './node.ts';

/**
 * Reads XML as configuration files have it: elements, attributes, text, CDATA and comments, each with its place. A
 * document type is passed over: no entity is defined and nothing external is named. What cannot be read is a problem, and
 * the rest is kept.
 */
export function parseXml(text: string): XmlDocument {
  const reader = new XmlReader(text);
  reader.read();
  return reader;
}

interface OpenElement {
  readonly element: XmlElement & { end: number; text: XmlText | null };
  readonly children: XmlElement[];
  /** Runs of text in it, without what is blank. */
  readonly runs: Span[];
  /** Whether all of them stand as they are. */
  plain: boolean;
}

const tagName = /[^\s/>=<]+/y;
const attribute = /\s*(?<name>[^\s/>=<]+)\s*=\s*(?:"(?<double>[^"<]*)"|'(?<single>[^'<]*)')/dy;
const maxProblems = 1_000;

class XmlReader implements XmlDocument {
  root: XmlElement | null = null;
  readonly problems: SyntaxProblem[] = [];
  private readonly source: string;
  private readonly open: OpenElement[] = [];
  /** How many elements nest deeper than is read. */
  private tooDeep = 0;

  constructor(source: string) {
    this.source = source;
  }

  read(): void {
    const { source } = this;
    let at = source.startsWith('\uFEFF') ? 1 : 0;
    while (at < source.length) {
      const tag = source.indexOf('<', at);
      this.addText({ start: at, end: tag < 0 ? source.length : tag }, true);
      at = tag < 0 ? source.length : this.markup(tag);
    }
    const unclosed = this.open.at(-1)?.element;
    if (unclosed) this.problem(`The element "${unclosed.name}" is not closed.`, unclosed.start);
    while (this.open.length > 0) this.close(source.length);
    if (!this.root) this.problem('There is no element in this text.', 0);
  }

  /** Reads what begins with `<`, and answers where it ends. */
  private markup(at: number): number {
    const { source } = this;
    if (source.startsWith('<!--', at)) return this.until('-->', at + 4, 'A comment');
    if (source.startsWith('<![CDATA[', at)) {
      const end = this.until(']]>', at + 9, 'A CDATA section');
      this.addText({ start: at + 9, end: source.startsWith(']]>', end - 3) ? end - 3 : end }, false);
      return end;
    }
    if (source.startsWith('<?', at)) return this.until('?>', at + 2, 'An instruction');
    if (source.startsWith('<!', at)) return this.documentType(at);
    return source[at + 1] === '/' ? this.endTag(at) : this.startTag(at);
  }

  private until(mark: string, from: number, what: string): number {
    const end = this.source.indexOf(mark, from);
    if (end >= 0) return end + mark.length;
    this.problem(`${what} is not closed.`, from);
    return this.source.length;
  }

  /** `<!DOCTYPE … [ … ]>`: what it defines is not used. */
  private documentType(at: number): number {
    const close = this.source.indexOf('>', at);
    const subset = close < 0 ? -1 : this.source.slice(at, close).indexOf('[');
    if (subset >= 0) {
      const end = this.source.indexOf(']', at + subset);
      return end < 0 ? this.source.length : this.until('>', end, 'A document type');
    }
    return this.until('>', at, 'A document type');
  }

  private startTag(at: number): number {
    const { source } = this;
    tagName.lastIndex = at + 1;
    const name = tagName.exec(source)?.[0];
    if (name === undefined) {
      this.problem('This "<" begins no element.', at);
      return at + 1;
    }
    const attributes: XmlAttribute[] = [];
    let end = at + 1 + name.length;
    attribute.lastIndex = end;
    for (let match = attribute.exec(source); match; match = attribute.exec(source)) {
      end = attribute.lastIndex;
      const [start, stop] = match.indices?.groups?.double ?? match.indices?.groups?.single ?? [end, end];
      attributes.push({
        name: localName(match.groups?.name ?? ''),
        value: textOf(source, [{ start, end: stop }], true),
      });
    }
    const close = /\s*(\/?)>/y;
    close.lastIndex = end;
    const closed = close.exec(source);
    if (!closed) this.problem(`The tag of "${name}" is not closed.`, at);
    const after = closed ? close.lastIndex : afterBroken(source, end);
    this.push(localName(name), attributes, at, after);
    if (closed?.[1] === '/') this.close(after);
    return after;
  }

  private push(name: string, attributes: readonly XmlAttribute[], start: number, end: number): void {
    if (this.open.length >= MAX_DEPTH) {
      if (this.tooDeep === 0) this.problem(`This nests deeper than ${MAX_DEPTH} levels.`, start);
      this.tooDeep += 1;
      return;
    }
    const children: XmlElement[] = [];
    const element = { name, attributes, children, text: null, start, end };
    if (this.open.length > 0) this.open.at(-1)?.children.push(element);
    else if (this.root) this.problem('A second element stands after the end of the first.', start);
    else this.root = element;
    this.open.push({ element, children, runs: [], plain: true });
  }

  private endTag(at: number): number {
    tagName.lastIndex = at + 2;
    const written = tagName.exec(this.source)?.[0] ?? '';
    const name = localName(written);
    const end = this.until('>', at, 'An end tag');
    if (this.tooDeep > 0) {
      this.tooDeep -= 1;
      return end;
    }
    const index = this.open.findLastIndex(({ element }) => element.name === name);
    if (index < 0) this.problem(`Nothing is open that "</${written}>" closes.`, at);
    else if (index < this.open.length - 1)
      this.problem(`"${this.open.at(-1)?.element.name}" is not closed before "</${written}>".`, at);
    while (index >= 0 && this.open.length > index) this.close(end);
    return end;
  }

  private close(end: number): void {
    if (this.tooDeep > 0) {
      this.tooDeep -= 1;
      return;
    }
    const last = this.open.pop();
    if (!last) return;
    last.element.end = end;
    if (last.runs.length > 0) last.element.text = textOf(this.source, last.runs, last.plain);
  }

  private addText(span: Span, decodes: boolean): void {
    const open = this.open.at(-1);
    if (!open || this.tooDeep > 0 || /^\s*$/.test(this.source.slice(span.start, span.end))) return;
    open.runs.push(span);
    if (!decodes) open.plain = false;
  }

  private problem(message: string, start: number): void {
    if (this.problems.length < maxProblems)
      this.problems.push({ message, start, end: Math.min(start + 1, this.source.length) });
  }
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

/** Where a tag that is not closed ends at the latest. */
function afterBroken(source: string, from: number): number {
  const found = /[<>]/g;
  found.lastIndex = from;
  const match = found.exec(source);
  return match ? match.index + (match[0] === '>' ? 1 : 0) : source.length;
}

/** The text of runs, without blanks around it. */
function textOf(source: string, runs: readonly Span[], decodes: boolean): XmlText {
  const raw = runs.map(({ start, end }) => source.slice(start, end)).join('');
  const first = runs[0] ?? { start: 0, end: 0 };
  const start =
    first.start +
    (source.slice(first.start, first.end).length - source.slice(first.start, first.end).trimStart().length);
  const isWhole = runs.length === 1;
  const end = isWhole
    ? Math.max(start, first.start + source.slice(first.start, first.end).trimEnd().length)
    : (runs.at(-1)?.end ?? start);
  const text = (decodes ? decoded(raw) : raw).trim();
  return { text, start, end, verbatim: isWhole && source.slice(start, end) === text };
}

const entity = /&(?:#(?<decimal>\d{1,7})|#x(?<hex>[0-9a-f]{1,6})|(?<name>lt|gt|amp|quot|apos));/gi;
const named: ReadonlyMap<string, string> = new Map([
  ['lt', '<'],
  ['gt', '>'],
  ['amp', '&'],
  ['quot', '"'],
  ['apos', "'"],
]);

/** The five entities that XML itself knows, and characters by number; any other stays as it is written. */
function decoded(raw: string): string {
  if (!raw.includes('&')) return raw;
  return raw.replace(entity, (written, decimal?: string, hex?: string, name?: string) => {
    if (name) return named.get(name.toLowerCase()) ?? written;
    const code = decimal ? Number(decimal) : Number.parseInt(hex ?? '', 16);
    return code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : written;
  });
}
