/** A piece of an expression's text: a parenthesis, an operator, a `+` that touches an id, or a word still to be looked up. */
export type Token =
  | { readonly is: '(' | ')' | '+'; readonly offset: number }
  | { readonly is: 'AND' | 'OR' | 'WITH'; readonly offset: number; readonly written: string }
  | { readonly is: 'word'; readonly offset: number; readonly written: string };

/** Splits the text of an expression, or says at which character it is none. */
export function tokensOf(text: string): readonly Token[] | { readonly invalid: string } {
  const tokens: Token[] = [];
  for (let offset = 0; offset < text.length; ) {
    spaces.lastIndex = offset;
    offset += spaces.exec(text)?.[0].length ?? 0;
    if (offset >= text.length) break;

    words.lastIndex = offset;
    const word = words.exec(text)?.[0];
    const token = word === undefined ? signAt(text, offset) : wordToken(word, offset);
    if ('invalid' in token) return token;
    tokens.push(token);
    offset += word?.length ?? 1;
  }
  return tokens;
}

const spaces = /[ \t\r\n]*/y;
// `:` stands only in `DocumentRef-…:LicenseRef-…`; what else holds one is refused when the word is looked up.
const words = /[A-Za-z0-9.:-]+/y;
const space = /\s/;

function wordToken(written: string, offset: number): Token {
  const operator = operators.get(written);
  return operator === undefined ? { is: 'word', offset, written } : { is: operator, offset, written };
}

// SPDX 3.0.1 admits the operators in all upper or all lower case, and nothing between.
const operators: ReadonlyMap<string, 'AND' | 'OR' | 'WITH'> = new Map([
  ['AND', 'AND'],
  ['OR', 'OR'],
  ['WITH', 'WITH'],
  ['and', 'AND'],
  ['or', 'OR'],
  ['with', 'WITH'],
]);

function signAt(text: string, offset: number): Token | { readonly invalid: string } {
  const sign = text.charAt(offset);
  if (sign === '(' || sign === ')') return { is: sign, offset };
  if (sign === '+' && !space.test(text.charAt(offset - 1))) return { is: '+', offset };
  return { invalid: `The character ${JSON.stringify(sign)} at offset ${offset} cannot stand there.` };
}
