/** A comment on one line that says something to us. */
export interface CommentLine {
  /** What follows the marker, up to the end of the comment. */
  readonly said: string;
  /** Where the comment stands in the line. */
  readonly start: number;
  readonly end: number;
  /** Whether nothing else stands on its line. */
  readonly isAlone: boolean;
}

/** How comments begin in the formats that are read, and how those end that a line may go on after. */
const comments: readonly { readonly opens: string; readonly closes: string | null }[] = [
  { opens: '{{- /*', closes: '*/' },
  { opens: '{{/*', closes: '*/' },
  { opens: '{{ /*', closes: '*/' },
  { opens: '/*', closes: '*/' },
  { opens: '<!--', closes: '-->' },
  { opens: '//', closes: null },
  { opens: '#', closes: null },
  { opens: ';', closes: null },
  { opens: '--', closes: null },
];

/** Finds the comment of a line that begins with a marker: `image: x # fineprint: …`. */
export function commentLine(line: string, marker: string): CommentLine | null {
  const at = line.indexOf(marker);
  if (at < 0) return null;
  const head = line.slice(0, at).trimEnd();
  const kind = comments.find(({ opens }) => head.endsWith(opens));
  if (kind === undefined) return null;
  const start = startOf(head, kind.opens);
  // `https://…` and `"#…` are no comments.
  if (start > 0 && !/\s/.test(line.charAt(start - 1))) return null;

  const from = at + marker.length;
  const close = kind.closes === null ? -1 : line.indexOf(kind.closes, from);
  const [end, after] = close < 0 ? [line.length, ''] : afterClose(line, close, kind);
  return {
    said: line.slice(from, close < 0 ? undefined : close).trim(),
    start,
    end,
    isAlone: line.slice(0, start).trim() === '' && after.trim() === '',
  };
}

/** Whether a line holds nothing but a comment, or nothing. */
export function isCommentOrBlank(line: string): boolean {
  const text = line.trim();
  if (text === '' || text.startsWith('#') || text.startsWith('//') || text.startsWith(';')) return true;
  // `---` begins a document in YAML.
  if (text.startsWith('-- ')) return true;
  const kind = comments.find(({ opens, closes }) => closes !== null && text.startsWith(opens));
  if (kind === undefined || kind.closes === null) return false;
  const close = text.indexOf(kind.closes, kind.opens.length);
  return close < 0 || afterClose(text, close, kind)[1].trim() === '';
}

/** `##` and `///` open as `#` and `//` do. */
function startOf(head: string, opens: string): number {
  let start = head.length - opens.length;
  const sign = opens.charAt(0);
  if (new Set(opens).size === 1) while (start > 0 && head.charAt(start - 1) === sign) start -= 1;
  return start;
}

const braces = /^[ \t]*-?\}\}/;

/** Where a comment ends, and what follows it on its line; that of a Go template ends with its braces. */
function afterClose(
  line: string,
  close: number,
  { opens, closes }: (typeof comments)[number],
): readonly [end: number, after: string] {
  const end = close + (closes?.length ?? 0);
  const rest = line.slice(end);
  const trailing = opens.startsWith('{{') ? (braces.exec(rest)?.[0].length ?? 0) : 0;
  return [end + trailing, rest.slice(trailing)];
}
