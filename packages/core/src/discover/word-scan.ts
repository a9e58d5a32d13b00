/** Whether anything in a file's bytes can matter to whoever gave the words. */
export type WordScan = (bytes: Buffer) => boolean;

const special = /[\\^$.*+?()[\]{}|/-]/g;

/**
 * A word can be written without its letters standing in a row: `"im\u0061ge"` in JSON and YAML, `FR\` and `OM`
 * on two lines in a Dockerfile (with a backtick on Windows). A file with such an escape is never ruled out.
 */
const escapes = '\\\\[uUx \\t\\r\\n]|`[ \\t]*[\\r\\n]';

/** Compiles ASCII words to a byte scan: `false` is a proof that none of them is in the file, `true` is a maybe. */
export function compileWords(words: readonly string[]): WordScan {
  if (words.length === 0 || words.includes('')) return () => true;
  const literals = [...new Set(words)].sort().map((word) => word.replace(special, '\\$&'));
  const pattern = new RegExp(`${literals.join('|')}|${escapes}`);
  return (bytes) => isUtf16(bytes) || pattern.test(bytes.toString('latin1'));
}

function isUtf16(bytes: Buffer): boolean {
  return (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
}
