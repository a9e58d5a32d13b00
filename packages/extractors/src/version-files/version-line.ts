import {
  type FileProblem,
  type ReferenceFact,
  referenceFact,
  type SourceFile,
  type Span,
  type Usage,
  writtenText,
} from '@fineprint/core';

/** A file that holds the version of one program. */
export interface VersionFile {
  readonly tool: string;
  readonly files: readonly string[];
  readonly usage: Usage;
}

/** Reads a file with a version on each line: the first is taken, the others are there to be chosen (pyenv). */
export function* readVersions(
  file: SourceFile,
  { tool, usage }: Pick<VersionFile, 'tool' | 'usage'>,
): Iterable<ReferenceFact | FileProblem> {
  for (const line of linesOf(file.text)) {
    const text = file.text.slice(line.start, line.end);
    // The machine's own program is nobody's choice.
    if (text === 'system') continue;
    if (!word.test(text)) yield file.problem('syntax-invalid', `"${text}" is no version.`, line);
    else yield versionFact(file, { tool, usage, address: tool }, line);
  }
}

const word = /^[^\s"'=]{1,200}$/;

/** What a version is said of. */
export interface Versioned {
  readonly tool: string;
  readonly usage: Usage;
  readonly address: string;
}

// `v20.11.0`, `ruby-3.2.2`, `temurin64-17.0.7`, `go1.22.1`: a distribution or a letter may stand before the number.
const numbered = /^(?:(?!nightly|beta)[A-Za-z]{1,20}\d{0,3}-|(?:v|go)(?=\d))?(?<version>\d[^/]*)$/d;
const constraint = /^[\^~<>=]/;

/** The fact of a version at a span; what is no number is a name whose meaning moves (`latest`, `lts/iron`). */
export function versionFact(
  file: SourceFile,
  { tool, usage, address }: Versioned,
  span: Span,
): ReferenceFact {
  const text = file.text.slice(span.start, span.end);
  const [from = 0, to = text.length] = numbered.exec(text)?.indices?.groups?.version ?? [];
  const version = text.slice(from, to);
  const isNumber = /^\d/.test(version) || constraint.test(version);
  const place = file.place({ start: span.start + from, end: span.start + to });
  return referenceFact(
    { file, address, usage },
    { at: span, resolved: writtenText(text, span.start) },
    {
      kind: 'tool',
      name: tool,
      request: { is: isNumber ? 'version' : 'tag', text: version },
      slots: [{ is: 'version', value: version, place, verbatim: true }],
    },
  );
}

/** The lines of a text that say something, without white space around them and without remarks. */
export function* linesOf(text: string): Iterable<Span> {
  for (let start = 0; start < text.length; ) {
    const feed = text.indexOf('\n', start);
    const end = feed < 0 ? text.length : feed;
    const line = text.slice(start, end).replace(/(?:^|\s)#.*$/s, '');
    const trimmed = line.trim();
    const offset = start + line.length - line.trimStart().length;
    if (trimmed !== '') yield { start: offset, end: offset + trimmed.length };
    start = end + 1;
  }
}
