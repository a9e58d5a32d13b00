import { type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';
import type { Span, SyntaxProblem } from '../span.ts';
import type { HclExpression, HclJsonBody, HclJsonContent, HclJsonProperty } from './ast.ts';
import { Char, maxDepth } from './characters.ts';
import { JsonValue, jsonDepthExceededAt, jsonString } from './json-value.ts';

const maxProblems = 100;

/**
 * Parses a document in HCL's JSON syntax (`.tf.json`), after https://github.com/hashicorp/hcl/blob/main/json/spec.md.
 * `blocksOf` and `attributeOf` read it like native syntax; its strings are templates.
 */
export function parseHclJson(text: string): {
  readonly body: HclJsonBody;
  readonly problems: readonly SyntaxProblem[];
} {
  const empty: HclJsonBody = { is: 'json', properties: [], start: 0, end: text.length };
  const start = text.charCodeAt(0) === Char.byteOrderMark ? 1 : 0;
  const tooDeep = jsonDepthExceededAt(text);
  if (tooDeep >= 0) {
    const message = `The document nests deeper than ${maxDepth} levels; it was not read.`;
    return { body: empty, problems: [{ message, start: tooDeep, end: tooDeep + 1 }] };
  }
  const errors: ParseError[] = [];
  // The mark is replaced, not cut off, so that every offset stays as it is.
  const readable = start === 0 ? text : ` ${text.slice(1)}`;
  const root = parseTree(readable, errors, { disallowComments: true, allowTrailingComma: false });
  const problems = errors.slice(0, maxProblems).map(syntaxProblem);
  const content = root === undefined ? undefined : contentOf(text, root);
  if (content?.is === 'body') return { body: content.body, problems };
  if (content?.is === 'list') return { body: mergedBody(content.items, content.span), problems };
  if (problems.length > 0) return { body: empty, problems };
  return {
    body: empty,
    problems: [{ message: 'The document is no JSON object.', start: 0, end: text.length }],
  };
}

function syntaxProblem({ error, offset, length }: ParseError): SyntaxProblem {
  return {
    message: `The JSON is not valid: ${printParseErrorCode(error)}.`,
    start: offset,
    end: offset + length,
  };
}

/** A list of objects at the top means what the objects mean together. */
function mergedBody(items: readonly HclJsonContent[], span: Span): HclJsonBody {
  const properties = items.flatMap((item) => (item.is === 'body' ? item.body.properties : []));
  return { is: 'json', properties, start: span.start, end: span.end };
}

function contentOf(text: string, node: Node): HclJsonContent {
  const span = { start: node.offset, end: node.offset + node.length };
  if (node.type === 'null') return { is: 'null' };
  if (node.type === 'array') {
    return { is: 'list', items: (node.children ?? []).map((child) => contentOf(text, child)), span };
  }
  if (node.type !== 'object') return { is: 'scalar', span };
  const properties = (node.children ?? []).flatMap((child) => propertyOf(text, child));
  return { is: 'body', body: { is: 'json', properties, ...span } };
}

function propertyOf(text: string, node: Node): readonly HclJsonProperty[] {
  const [key, value] = node.children ?? [];
  // What the parser could not read as a value it has already reported.
  if (key === undefined || value === undefined) return [];
  const name = jsonString(text, key).value;
  // A property "//" is a comment wherever blocks and attributes are expected.
  if (name === '//') return [];
  return [new ParsedProperty(text, name, key, value)];
}

class ParsedProperty implements HclJsonProperty {
  readonly #text: string;
  readonly #key: Node;
  readonly #value: Node;
  #content: HclJsonContent | undefined;
  #parsed: JsonValue | undefined;
  readonly name: string;

  constructor(text: string, name: string, key: Node, value: Node) {
    this.#text = text;
    this.name = name;
    this.#key = key;
    this.#value = value;
  }

  get start(): number {
    return this.#key.offset;
  }

  get end(): number {
    return this.#value.offset + this.#value.length;
  }

  get nameSpan(): Span {
    return { start: this.#key.offset + 1, end: this.#key.offset + this.#key.length - 1 };
  }

  get valueSpan(): Span {
    return { start: this.#value.offset, end: this.end };
  }

  get content(): HclJsonContent {
    this.#content ??= contentOf(this.#text, this.#value);
    return this.#content;
  }

  get value(): HclExpression {
    return this.#parse().expression;
  }

  get problems(): readonly SyntaxProblem[] {
    return this.#parse().problems;
  }

  #parse(): JsonValue {
    this.#parsed ??= new JsonValue(this.#text, this.#value);
    return this.#parsed;
  }
}
