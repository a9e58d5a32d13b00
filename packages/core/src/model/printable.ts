// C0 and C1 controls, DEL; line and paragraph separators; bidirectional and zero-width marks; lone surrogates.
const unprintable =
  /[\u0000-\u001f\u007f-\u009f]|[\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]|\p{Cs}/gu;

/** Escapes what a terminal would obey or hide: `\x1b` for controls, `\u{202e}` for invisible and bidirectional marks. */
export function printable(text: string): string {
  return text.replace(unprintable, (character) => {
    const code = character.codePointAt(0) ?? 0;
    const hex = code.toString(16);
    return code < 0x100 ? `\\x${hex.padStart(2, '0')}` : `\\u{${hex}}`;
  });
}

// What a runner takes for a command: `::error` where it begins a line, and of the older forms, those of Azure Pipelines
// among them, `##[group]` and `##vso[` wherever in a line they stand.
const command = /^(?<margin>[ \t]*):(?=:)|#(?=#(?:\[|vso\[))/gm;

/** Escapes the first character of what a CI runner would take for a command, such as a path that is called `::error::x`. */
export function withoutCommands(text: string): string {
  return text.replace(command, (mark, margin: string | undefined) =>
    margin === undefined ? '\\x23' : mark.replace(':', '\\x3a'),
  );
}
