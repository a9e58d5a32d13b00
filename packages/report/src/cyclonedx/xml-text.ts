// What XML 1.0 has no way to say (https://www.w3.org/TR/xml/#charsets), lone surrogates among it.
const forbidden = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Cs}/gu;

/** Escapes text for the content of an element; what XML cannot hold is shown as `\x1b` or `\u{d800}`. */
export function escapedText(text: string): string {
  return held(text).replaceAll('\r', '&#13;');
}

/** Escapes text for an attribute in double quotes, where a parser would take a line end for a space. */
export function escapedAttribute(text: string): string {
  return held(text)
    .replaceAll('"', '&quot;')
    .replace(/[\t\n\r]/g, (character) => `&#${character.charCodeAt(0)};`);
}

function held(text: string): string {
  return text
    .replace(forbidden, shown)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}

function shown(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  const hex = code.toString(16);
  return code < 0x100 ? `\\x${hex.padStart(2, '0')}` : `\\u{${hex}}`;
}
