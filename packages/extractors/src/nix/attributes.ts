import type { Span, SyntaxProblem } from '@fineprint/core';

/** A string that an attribute is set to: `inputs.nixpkgs.url = "…"`, however its path is split over sets. */
export interface StringAttribute extends Span {
  readonly path: readonly string[];
  readonly text: string;
  /** Whether the bytes between the quotes are the text itself. */
  readonly verbatim: boolean;
}

/** What the set at the top of an expression says, and what could not be read of it. */
export interface StringAttributes {
  readonly attributes: readonly StringAttribute[];
  readonly problems: readonly SyntaxProblem[];
}

/** A name, a string without escapes, or any other character. */
export type Token =
  | ({ readonly is: 'name' | 'mark'; readonly text: string } & Span)
  | ({ readonly is: 'string'; readonly text: string; readonly verbatim: boolean } & Span);

const token =
  /\s+|#[^\n]*|\/\*(?:(?!\*\/)[\s\S])*(?:\*\/)?|(?<name>[A-Za-z_][\w'-]*)|(?<indented>''(?:(?!'')[\s\S]|'''|''\$)*(?:'')?)|(?<quoted>"(?:[^"\\]|\\[\s\S])*"?)|[\s\S]/gy;

/** Reads the strings that the attributes of nested sets are set to; functions, lists and what they hold are passed over. */
export function stringAttributes(text: string): StringAttributes {
  const attributes: StringAttribute[] = [];
  const problems: SyntaxProblem[] = [];
  const sets: { readonly depth: number; readonly path: readonly string[] }[] = [];
  let path: string[] = [];
  let isValue = false;
  let depth = 0;
  for (const each of tokens(text, problems)) {
    const { is, text: written } = each;
    if (is === 'mark' && '([{'.includes(written)) {
      if (written === '{' && (isValue || depth === 0)) sets.push({ depth, path });
      depth += 1;
      path = [];
      isValue = false;
    } else if (is === 'mark' && ')]}'.includes(written)) {
      depth = Math.max(depth - 1, 0);
      if (sets.at(-1)?.depth === depth) path = [...(sets.pop()?.path ?? [])];
      isValue = true;
    } else if (sets.at(-1)?.depth !== depth - 1) continue;
    else if (written === ';' && is === 'mark') [path, isValue] = [[], false];
    else if (written === '=' && is === 'mark')
      [path, isValue] = [[...(sets.at(-1)?.path ?? []), ...path], true];
    else if (isValue && is === 'string') attributes.push({ ...each, path });
    else if (!isValue && is !== 'mark') path.push(written);
  }
  if (depth > 0) problems.push({ message: 'A bracket is not closed.', start: text.length, end: text.length });
  return { attributes, problems };
}

/** Takes an expression apart; comments and indented strings are passed over. */
export function* tokens(text: string, problems: SyntaxProblem[]): Iterable<Token> {
  for (const { index, 0: found, groups } of text.matchAll(token)) {
    const span = { start: index, end: index + found.length };
    if (groups?.name !== undefined) yield { is: 'name', text: found, ...span };
    else if (groups?.quoted !== undefined) {
      const inner = found.slice(1, -1);
      const at = { start: index + 1, end: index + 1 + inner.length };
      const text = inner.replaceAll(/\\([\s\S])/g, '$1');
      if (found.length > 1 && found.endsWith('"'))
        yield { is: 'string', text, verbatim: !inner.includes('\\'), ...at };
      else problems.push({ message: 'A string is not closed.', ...span });
    } else if (!/^(?:\s|#|\/\*|'')/.test(found)) yield { is: 'mark', text: found, ...span };
  }
}
