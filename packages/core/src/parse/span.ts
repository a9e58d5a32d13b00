/** Half-open range of UTF-16 code units in a decoded text: `text.slice(start, end)` is what it covers. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** What a parser could not understand and where; the parser goes on after it. */
export interface SyntaxProblem extends Span {
  readonly message: string;
  /** Where the text is no wrong one: the reader of the format itself would take the same, or a budget of ours ended. */
  readonly code?: 'duplicate-key' | 'limit-reached';
}
