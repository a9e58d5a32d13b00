/** Whether anything in a file can matter to whoever gave the words; the file's bytes stand as one character each. */
export type WordScan = (latin1: string) => boolean;

const special = /[\\^$.*+?()[\]{}|/-]/g;

/**
 * A word can be written without its letters standing in a row: `"im\u0061ge"` in JSON and YAML, `FR\` and `OM`
 * on two lines in a Dockerfile (with a backtick on Windows). A file with such an escape is never ruled out.
 */
const escapes = '\\\\[uUx \\t\\r\\n]|`[ \\t]*[\\r\\n]';

/** Compiles ASCII words to a scan: `false` is a proof that none of them is in the file, `true` is a maybe. */
export function compileWords(words: readonly string[]): WordScan {
  if (words.length === 0 || words.includes('')) return () => true;
  const literals = [...new Set(words)].sort().map((word) => word.replace(special, '\\$&'));
  const pattern = new RegExp(`${literals.join('|')}|${escapes}`);
  return (latin1) => isUtf16(latin1) || pattern.test(latin1);
}

function isUtf16(latin1: string): boolean {
  return latin1.startsWith('\xff\xfe') || latin1.startsWith('\xfe\xff');
}
