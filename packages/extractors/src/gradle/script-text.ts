/** A build script with its comments blanked out; every other character stays where it is. */
export function withoutComments(source: string): string {
  const parts: string[] = [];
  let done = 0;
  for (const { 0: found, index } of source.matchAll(piece)) {
    if (!found.startsWith('/')) continue;
    parts.push(source.slice(done, index), found.replace(/[^\n]/g, ' '));
    done = index + found.length;
  }
  return parts.join('') + source.slice(done);
}

// Strings first: what looks like a comment in one is none (`"https://…"`).
const piece =
  /"""[\s\S]*?(?:"""|$)|'''[\s\S]*?(?:'''|$)|"(?:[^"\\\n]|\\.)*"?|'(?:[^'\\\n]|\\.)*'?|\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$)/g;
