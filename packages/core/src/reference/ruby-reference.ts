import { resolvedText, unresolvedText, writtenText } from '../parse/reference/index.ts';
import type { RubyValue } from '../parse/ruby/index.ts';
import type { Span } from '../parse/span.ts';
import type { SourceFile } from '../read/source-file.ts';
import type { Reference } from './reference.ts';

/** A value of a file of Ruby as a reference; what the file does not say stays in it as it is written. */
export function rubyReference(file: SourceFile, value: RubyValue): Reference {
  const { start, end } = value;
  const at = { start, end };
  if (value.is === 'text') return { at: withoutQuotes(file, at), resolved: value.resolved };
  if (value.is === 'symbol') {
    // A symbol is written with a colon before it, or as the label of a value.
    const from = file.text[start] === ':' ? start + 1 : start;
    const isPlain = file.text.startsWith(value.text, from);
    return { at, resolved: isPlain ? writtenText(value.text, from) : suppliedAt(value.text, at) };
  }
  // In the braces in which a string would have it, so that nothing in it looks like a name.
  return { at, resolved: unresolvedText(`#{${file.text.slice(start, end)}}`, at) };
}

function suppliedAt(text: string, span: Span) {
  return resolvedText([{ is: 'supplied', text, span, verbatim: false, via: [] }]);
}

function withoutQuotes({ text }: SourceFile, { start, end }: Span): Span {
  const quote = text[start] ?? '';
  const isQuoted = /["']/.test(quote) && end - start > 1 && text[end - 1] === quote;
  return isQuoted ? { start: start + 1, end: end - 1 } : { start, end };
}
