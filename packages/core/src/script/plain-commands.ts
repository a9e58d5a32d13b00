import { type MappedText, partOfMappedText } from '../parse/mapped-text.ts';

// No mark that a shell gives a meaning of its own: variables, quotes, escapes, pipes, brackets.
const plain = /^[ \t]*[A-Za-z][\w.-]*[ \t][\w@./:=^~+, \t-]*\r?$/;

/**
 * The lines of a script of PowerShell or cmd that every shell reads alike (`npm install -g serve@14.2.3`), each as a script of
 * its own.
 */
export function plainCommands(script: MappedText): readonly MappedText[] {
  const lines: MappedText[] = [];
  for (let start = 0; start < script.text.length; ) {
    const found = script.text.indexOf('\n', start);
    const end = found < 0 ? script.text.length : found;
    if (end - start <= longest && plain.test(script.text.slice(start, end)))
      lines.push(partOfMappedText(script, { start, end }));
    start = end + 1;
  }
  return lines;
}

const longest = 1_000;
