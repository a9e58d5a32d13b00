const lineEnd = /\r\n|[\n\r]/;
// `Copyright (c) 2024 Jane Doe`, `© 2024 Jane Doe`: a year or a sign must follow, since sentences speak of copyright too.
const copyright = /^[\s/*#;-]{0,16}(?:copyright|\(c\)|©)\s{0,4}(?:\(c\)|©|\d{4})/i;
const maximumNotice = 300;
const spaces = /\s+/g;

/** Tells copies of a licence text apart that differ in more than whose copyright they name. */
export const mergedCopies = {
  /** What copies have in common that differ only in their copyright notices and in white space. */
  keyOf(text: string): string {
    return bodyLines(text).join(' ').replace(spaces, ' ').trim();
  },

  /**
   * One text for copies of one key: as it stands where all are the same, else without the copyright notices, which
   * are then given for each copy. `null` where there is no copy.
   */
  of(texts: readonly string[]): {
    readonly text: string | null;
    readonly notices: readonly (readonly string[])[];
  } {
    const [first] = texts;
    if (first === undefined) return { text: null, notices: [] };
    if (texts.every((text) => text === first)) return { text: first, notices: texts.map(() => []) };
    return { text: bodyLines(first).join('\n'), notices: texts.map(noticeLines) };
  },
};

function isNotice(line: string): boolean {
  return line.length <= maximumNotice && copyright.test(line);
}

function bodyLines(text: string): readonly string[] {
  return text.split(lineEnd).filter((line) => !isNotice(line));
}

function noticeLines(text: string): readonly string[] {
  return text
    .split(lineEnd)
    .filter(isNotice)
    .map((line) => line.trim());
}
