import type { Span } from '@fineprint/core';

/** A token of Puppet's language; the span of a string has its quotes. */
export interface PuppetToken extends Span {
  readonly is: 'string' | 'variable' | 'name' | 'symbol';
  readonly text: string;
}

const blank = /(?:\s+|#[^\n]*)+/y;
const variable = /\$(?:::)?[a-z_]\w*(?:::\w+)*/iy;
const name = /(?:::)?\w+(?:(?:::|[.-])\w+)*/y;
const symbol = /=>|\+>|==|!=|=~|[^\s]/y;

/** Takes a manifest apart (https://www.puppet.com/docs/puppet/latest/lang_visual_index.html); what nothing closes is a symbol. */
export function puppetTokens(text: string): readonly PuppetToken[] {
  const found: PuppetToken[] = [];
  const unclosed = new Set<string>();
  for (let at = 0; at < text.length; ) {
    const start = skipBlank(text, at);
    if (start >= text.length) break;
    const character = text[start] ?? '';
    const end = /["']/.test(character) && !unclosed.has(character) ? stringEnd(text, start) : -1;
    if (end < 0 && /["']/.test(character)) unclosed.add(character);
    const token =
      end > 0
        ? ({ is: 'string', text: text.slice(start, end), start, end } as const)
        : (tokenAt('variable', variable, text, start) ??
          tokenAt('name', name, text, start) ??
          tokenAt('symbol', symbol, text, start));
    if (!token) break;
    found.push(token);
    at = token.end;
  }
  return found;
}

function skipBlank(text: string, from: number): number {
  let at = from;
  for (;;) {
    blank.lastIndex = at;
    if (blank.test(text)) at = blank.lastIndex;
    if (!text.startsWith('/*', at)) return at;
    const close = text.indexOf('*/', at + 2);
    at = close < 0 ? text.length : close + 2;
  }
}

function tokenAt(is: PuppetToken['is'], form: RegExp, text: string, start: number): PuppetToken | null {
  form.lastIndex = start;
  const found = form.exec(text)?.[0];
  return found === undefined ? null : { is, text: found, start, end: start + found.length };
}

/** Past the quote that closes a string; expressions in it may have quotes of the other sort only. */
function stringEnd(text: string, start: number): number {
  const quote = text[start];
  for (let at = start + 1; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === quote) return at + 1;
  }
  return -1;
}
