/** What a step wrote into one of the files that hold `name=value` pairs; pairs before an error count. */
export interface Pairs {
  readonly pairs: Readonly<Record<string, string>>;
  readonly error: string | null;
}

/** Reads `GITHUB_OUTPUT`, `GITHUB_ENV` or `GITHUB_STATE` as the runner does (actions/runner, `FileCommandManager.cs`). */
export function readPairs(text: string): Pairs {
  const pairs = new Map<string, string>();
  const ended = (error: string | null) => ({ pairs: Object.fromEntries(pairs), error });
  let at = 0;
  while (at < text.length) {
    const line = lineAt(text, at);
    at = line.next;
    if (line.text === '') continue;
    const equals = line.text.indexOf('=');
    const heredoc = line.text.indexOf('<<');
    if (equals >= 0 && (heredoc < 0 || equals < heredoc)) {
      pairs.set(line.text.slice(0, equals), line.text.slice(equals + 1));
      continue;
    }
    const [name, delimiter] = [line.text.slice(0, heredoc), line.text.slice(heredoc + 2)];
    if (heredoc < 0) return ended(`Invalid format '${line.text}'`);
    if (name === '' || delimiter === '')
      return ended(`Invalid format '${line.text}'. Name must not be empty and delimiter must not be empty`);
    const value = valueUntil(text, at, delimiter);
    if (value === null) return ended(`Invalid value. Matching delimiter not found '${delimiter}'`);
    pairs.set(name, value.text);
    at = value.next;
  }
  return ended(null);
}

interface Piece {
  readonly text: string;
  readonly next: number;
}

function valueUntil(text: string, start: number, delimiter: string): Piece | null {
  let end = start;
  for (let at = start; at < text.length; ) {
    const line = lineAt(text, at);
    if (line.text === delimiter) return { text: text.slice(start, end), next: line.next };
    at = line.next;
    end = at - 1;
  }
  return null;
}

function lineAt(text: string, start: number): Piece {
  const end = text.indexOf('\n', start);
  return end < 0
    ? { text: text.slice(start), next: text.length }
    : { text: text.slice(start, end), next: end + 1 };
}

const maxSummaryBytes = 1024 * 1024;

/** The job summary that GitHub would show: `null` when it is empty, or so large that the runner drops it with an error. */
export function readSummary(bytes: Buffer): {
  readonly summary: string | null;
  readonly error: string | null;
} {
  if (bytes.length === 0) return { summary: null, error: null };
  if (bytes.length <= maxSummaryBytes) return { summary: bytes.toString('utf8'), error: null };
  const [most, size] = [maxSummaryBytes / 1024, Math.floor(bytes.length / 1024)];
  return {
    summary: null,
    error: `$GITHUB_STEP_SUMMARY upload aborted, supports content up to a size of ${most}k, got ${size}k.`,
  };
}
