import type { SyntaxTree } from './node.ts';
import { TomlReader } from './toml-reader.ts';

/** Reads TOML 1.1; a line that cannot be read is a problem and the rest is kept. */
export function parseToml(text: string): SyntaxTree {
  const reader = new TomlReader(text);
  const root = reader.read();
  return { documents: [{ root, start: 0, end: text.length, templated: false }], problems: reader.problems };
}
