/**
 * Mends what other readers of YAML take and the parser used here does not, at the same length: lines of a flow
 * collection or of a quoted text that are indented no more than its key (their reader, libyaml, does not look at
 * indentation there), and an empty collection alone on a line of a template, which is the other branch of a value (`{{ else }}` and `[]`).
 */
export function mendYaml(read: string, isTemplated: boolean): string {
  const joined = withFlowJoined(read);
  return isTemplated ? joined.replace(EMPTY_LINE, (line) => '\n'.repeat(line.length)) : joined;
}

const EMPTY_LINE = /^[ \t]*(?:\[\]|\{\})[ \t]*$/gm;
const FLOW_START = /[:-][ \t]+(?=[[{"'])/g;
/** How often, on the average, a character is looked at; what begins after that is left as it is. */
const MOST_LOOKS = 4;

function withFlowJoined(text: string): string {
  const pieces: string[] = [];
  const budget = { left: text.length * MOST_LOOKS };
  let done = 0;
  FLOW_START.lastIndex = 0;
  for (let found = FLOW_START.exec(text); found && budget.left > 0; found = FLOW_START.exec(text)) {
    const start = FLOW_START.lastIndex;
    const end = flowEnd(text, start, budget);
    if (end < 0) continue;
    pieces.push(text.slice(done, start), text.slice(start, end).replace(/[\r\n]/g, ' '));
    done = end;
    FLOW_START.lastIndex = end;
  }
  return done === 0 ? text : pieces.join('') + text.slice(done);
}

/** Where a flow collection, or a quoted text, of several lines ends; -1 where it does not, has one line, or has a remark that would swallow the rest. */
function flowEnd(text: string, start: number, budget: { left: number }): number {
  if (text[start] === '"' || text[start] === "'") {
    const close = quoteEnd(text, start, budget);
    return close > 0 && text.slice(start, close).includes('\n') ? close + 1 : -1;
  }
  let depth = 0;
  let lines = 0;
  for (let at = start; at < text.length && budget.left > 0; at++) {
    const char = text[at];
    budget.left--;
    if (char === '"' || char === "'") {
      const close = quoteEnd(text, at, budget);
      if (close < 0) return -1;
      at = close;
    } else if (char === '\n') lines++;
    else if (char === '#' && /\s/.test(text[at - 1] ?? '')) return -1;
    else if (char === '[' || char === '{') depth++;
    else if ((char === ']' || char === '}') && --depth === 0) return lines > 0 ? at + 1 : -1;
  }
  return -1;
}

function quoteEnd(text: string, start: number, budget: { left: number }): number {
  const quote = text[start];
  for (let at = start + 1; at < text.length && budget.left > 0; at++) {
    budget.left--;
    if (text[at] === '\\' && quote === '"') at++;
    else if (text[at] === quote) return at;
  }
  return -1;
}
