import {
  type AliasEvent,
  COLLECTION_STYLE,
  EVENT_ID,
  type Event,
  getScalarValue,
  type MappingEvent,
  SCALAR_STYLE,
  type ScalarEvent,
  type SequenceEvent,
} from 'js-yaml';
import type { Span, SyntaxProblem } from '../span.ts';
import { isMergeKey, resolve } from './access.ts';
import { hashComment } from './comment.ts';
import { mergeProblems, repeatProblems } from './duplicates.ts';
import type { Comment, Entry, ListNode, MapNode, Node, ScalarNode, TreeDocument } from './node.ts';
import { overlapFinder } from './overlap.ts';
import { nothing } from './scalars.ts';
import { type Anchored, Anchors } from './yaml-anchors.ts';
import { afterCloser, afterColon, afterDash, nextWritten } from './yaml-gaps.ts';
import type { TemplateAction } from './yaml-template.ts';
import { isNullWord, styleOf } from './yaml-words.ts';

/** What the events of a text are about. */
export interface YamlSource {
  /** The text as written. */
  readonly text: string;
  /** The text as it was read, of the same length: templates masked, unreadable parts blanked. */
  readonly read: string;
  /** Where the text begins in its file. */
  readonly base: number;
  readonly actions: readonly TemplateAction[];
  readonly unread: readonly Span[];
}

/** Documents of a text and what is doubtful in them. */
export interface YamlTrees {
  readonly documents: readonly TreeDocument[];
  readonly problems: readonly SyntaxProblem[];
  /** Whether `{{` was read as a mapping in a mapping, which nobody means. */
  readonly hasDoubleBrace: boolean;
}

interface Frame {
  readonly event: MappingEvent | SequenceEvent;
  readonly anchored: Anchored | undefined;
  readonly entries: Entry[];
  readonly items: Node[];
  key: ScalarNode | undefined;
  weight: number;
  height: number;
}

/** Builds the trees of a text from the parser's events, which carry offsets into it. */
export function yamlTrees(source: YamlSource, events: readonly Event[]): YamlTrees {
  const builder = new Builder(source);
  for (const event of events) builder.take(event);
  return builder;
}

class Builder implements YamlTrees {
  readonly problems: SyntaxProblem[] = [];
  readonly documents: TreeDocument[] = [];
  hasDoubleBrace = false;
  private readonly source: YamlSource;
  private readonly branching: boolean;
  private readonly isTemplated: (start: number, end: number) => boolean;
  private readonly isUnread: (start: number, end: number) => boolean;
  private frames: Frame[] = [];
  private anchors = new Anchors();
  private root: Node | undefined;
  private explicit = false;
  private documentStart = 0;
  /** End of what was read last. */
  private cursor = 0;

  constructor(source: YamlSource) {
    this.source = source;
    this.branching = source.actions.some((action) => action.control && !action.comment);
    this.isTemplated = overlapFinder(source.actions);
    this.isUnread = overlapFinder(source.unread);
  }

  take(event: Event): void {
    if (event.type === EVENT_ID.SCALAR) this.scalar(event);
    else if (event.type === EVENT_ID.MAPPING || event.type === EVENT_ID.SEQUENCE) this.open(event);
    else if (event.type === EVENT_ID.POP) this.close();
    else if (event.type === EVENT_ID.ALIAS) this.alias(event);
    else this.openDocument(event.explicitStart);
  }

  private openDocument(explicit: boolean): void {
    this.anchors = new Anchors();
    this.root = undefined;
    this.explicit = explicit;
    this.documentStart = this.cursor;
  }

  private scalar(event: ScalarEvent): void {
    const node = event.valueStart < 0 ? this.empty(event) : this.written(event);
    if (event.anchorStart >= 0)
      this.anchors.set(this.slice(event.anchorStart, event.anchorEnd), { node, weight: 1, height: 0 });
    this.add(node, 1, 0);
  }

  private written(event: ScalarEvent): ScalarNode {
    const { text, base } = this.source;
    const { valueStart, valueEnd, style } = event;
    const isBlock = style === SCALAR_STYLE.LITERAL_BLOCK || style === SCALAR_STYLE.FOLDED_BLOCK;
    const isQuoted = style === SCALAR_STYLE.SINGLE_QUOTED || style === SCALAR_STYLE.DOUBLE_QUOTED;
    // An action may stand on the line of the `|`, too.
    const contentStart = isBlock ? Math.min(this.cursor, valueStart) : valueStart;
    const templated = this.isTemplated(contentStart, valueEnd) || this.isUnread(valueStart, valueEnd);
    const raw = text.slice(valueStart, valueEnd);
    // A text whose lines were joined so that it could be read is not as plain as it seemed.
    const isJoined = isQuoted && this.source.read !== text && raw.includes('\n');
    const isRaw = (event.fast && !isJoined) || (templated && !isBlock);
    const decoded = isRaw ? raw : getScalarValue(text, { ...event, fast: false });
    const value = templated && decoded === '' ? text.slice(contentStart, valueEnd).trim() : decoded;
    const tag = this.tag(event);
    this.cursor = isQuoted ? valueEnd + 1 : valueEnd;
    const comment = isBlock || this.atKey() ? undefined : this.comment();
    const plain = style === SCALAR_STYLE.PLAIN && tag === undefined && !templated;
    return {
      is: 'scalar',
      text: value,
      style: styleOf(style),
      plain,
      isNull: plain && isNullWord(value),
      verbatim: !templated && !isBlock && value === raw,
      templated,
      tag,
      comment,
      start: base + valueStart,
      end: base + valueEnd,
    };
  }

  /** Nothing is written; or all of it is a template action that stands on lines of its own. */
  private empty(event: ScalarEvent): ScalarNode {
    const { text, base } = this.source;
    const tag = this.tag(event);
    const end = Math.max(event.anchorEnd, event.tagEnd);
    if (end > this.cursor) this.cursor = end;
    else if (this.isValue()) this.cursor = afterColon(text, this.cursor);
    else if (!this.atKey()) this.cursor = afterDash(this.source.read, this.cursor);
    const action = this.source.actions.length > 0 ? this.fillingAction() : undefined;
    const start = action?.start ?? this.cursor;
    const plain = tag === undefined && action === undefined;
    return {
      is: 'scalar',
      text: action ? text.slice(action.start, action.end) : '',
      style: 'plain',
      plain,
      isNull: plain,
      verbatim: false,
      templated: action !== undefined,
      tag,
      comment: undefined,
      start: base + start,
      end: base + (action?.end ?? start),
    };
  }

  private fillingAction(): TemplateAction | undefined {
    const { actions, read } = this.source;
    const next = nextWritten(read, this.cursor);
    let low = 0;
    for (let high = actions.length; low < high; ) {
      const middle = (low + high) >> 1;
      if ((actions[middle]?.start ?? 0) < this.cursor) low = middle + 1;
      else high = middle;
    }
    for (let action = actions[low]; action && action.start < next; action = actions[++low]) {
      if (!action.control) return action;
    }
    return undefined;
  }

  private open(event: MappingEvent | SequenceEvent): void {
    const anchored = event.anchorStart < 0 ? undefined : { node: undefined, weight: 0, height: 0 };
    if (anchored) this.anchors.set(this.slice(event.anchorStart, event.anchorEnd), anchored);
    if (event.start > this.cursor) this.cursor = event.start;
    this.hasDoubleBrace ||=
      event.style === COLLECTION_STYLE.FLOW && this.source.read.startsWith('{{', event.start);
    this.frames.push({ event, anchored, entries: [], items: [], key: undefined, weight: 1, height: 0 });
  }

  private close(): void {
    const frame = this.frames.pop();
    if (frame) this.closeCollection(frame);
    else this.closeDocument();
  }

  private closeCollection(frame: Frame): void {
    const { event, anchored, weight, height } = frame;
    // A lone `key: value` in a flow sequence is a mapping without brackets.
    const opener = this.source.read[event.start];
    const isBracketed = event.style === COLLECTION_STYLE.FLOW && (opener === '{' || opener === '[');
    if (isBracketed) this.cursor = afterCloser(this.source.read, this.cursor);
    const node = event.type === EVENT_ID.MAPPING ? this.map(frame) : this.list(frame);
    if (anchored) Object.assign(anchored, { node, weight, height });
    this.add(node, weight, height);
  }

  private map({ event, entries }: Frame): MapNode {
    const merges = entries.some(({ key }) => isMergeKey(key));
    const isItem = this.frames.at(-1)?.event.type === EVENT_ID.SEQUENCE;
    if (merges) for (const problem of mergeProblems(entries, isItem)) this.problems.push(problem);
    const { branching } = this;
    const repeated = branching ? [] : repeatProblems(entries);
    for (const problem of repeated) this.problems.push(problem);
    const repeats = branching || repeated.length > 0;
    const span = this.collectionSpan(event);
    return { is: 'map', entries, tag: this.tag(event), merges, repeats, branching, ...span };
  }

  private list({ event, items }: Frame): ListNode {
    return { is: 'list', items, tag: this.tag(event), ...this.collectionSpan(event) };
  }

  private collectionSpan({ start }: MappingEvent | SequenceEvent): Span {
    const { base } = this.source;
    return { start: base + start, end: base + Math.max(start, this.cursor) };
  }

  private closeDocument(): void {
    const { base, actions } = this.source;
    const start = base + this.documentStart;
    const end = base + this.cursor;
    const root = this.root ?? nothing(end);
    // What stands before a first `---` is no document if nothing but comments or template control is there.
    if (
      root.is === 'scalar' &&
      root.isNull &&
      root.start === root.end &&
      !this.explicit &&
      actions.length > 0
    )
      return;
    this.documents.push({ root, start, end, templated: actions.length > 0 });
  }

  private alias({ anchorStart, anchorEnd }: AliasEvent): void {
    const { base } = this.source;
    this.cursor = anchorEnd;
    const span = { start: base + anchorStart - 1, end: base + anchorEnd };
    const alias = this.anchors.follow(this.slice(anchorStart, anchorEnd), span, this.frames.length);
    if (alias.problem) this.problems.push(alias.problem);
    this.add(alias.node, alias.weight, alias.height);
  }

  private add(node: Node, weight: number, height: number): void {
    const frame = this.frames.at(-1);
    if (!frame) {
      this.root = node;
      return;
    }
    frame.weight += weight;
    frame.height = Math.max(frame.height, height + 1);
    if (frame.event.type === EVENT_ID.SEQUENCE) frame.items.push(node);
    else if (frame.key === undefined) frame.key = this.keyOf(node);
    else {
      frame.entries.push({ key: frame.key, value: node });
      frame.key = undefined;
    }
  }

  /** A key that is a collection or an alias is known by its text. */
  private keyOf(node: Node): ScalarNode {
    if (node.is === 'scalar') return node;
    const { start, end } = node;
    const target = resolve(node);
    const { base } = this.source;
    const text = target.is === 'scalar' ? target.text : this.slice(start - base, end - base);
    return { ...nothing(start), text, end, plain: false, isNull: false };
  }

  private atKey(): boolean {
    const frame = this.frames.at(-1);
    return frame?.event.type === EVENT_ID.MAPPING && frame.key === undefined;
  }

  private isValue(): boolean {
    return this.frames.at(-1)?.key !== undefined;
  }

  private comment(): Comment | undefined {
    const { text, read, base } = this.source;
    const found = hashComment(read, this.cursor);
    if (!found || base === 0) return found && { ...found, text: text.slice(found.start, found.end) };
    return { text: text.slice(found.start, found.end), start: base + found.start, end: base + found.end };
  }

  private tag({ tagStart, tagEnd }: Pick<ScalarEvent, 'tagStart' | 'tagEnd'>): string | undefined {
    return tagStart < 0 ? undefined : this.slice(tagStart, tagEnd);
  }

  private slice(start: number, end: number): string {
    return this.source.text.slice(start, end);
  }
}
