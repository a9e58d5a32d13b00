import type { Span, SyntaxProblem } from '../span.ts';

/** A text of an element or attribute: its span is the value without quotes and surrounding blanks. */
export interface XmlText extends Span {
  readonly text: string;
  /** Whether the characters of the span are the text itself: no entity, no comment in between. */
  readonly verbatim: boolean;
}

/** An attribute of an element. */
export interface XmlAttribute {
  readonly name: string;
  readonly value: XmlText;
}

/** An element; a prefix of its name (`mvn:project`) is left out, for no format that is read has two namespaces. */
export interface XmlElement extends Span {
  readonly name: string;
  readonly attributes: readonly XmlAttribute[];
  readonly children: readonly XmlElement[];
  /** What stands in it beside elements; `null` where that is blank. */
  readonly text: XmlText | null;
}

/** What an XML file says, and what could not be read of it. */
export interface XmlDocument {
  readonly root: XmlElement | null;
  readonly problems: readonly SyntaxProblem[];
}
