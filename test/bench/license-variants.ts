/** A license text as people keep it: with their name, their line width, their comment signs. */
export interface Variant {
  readonly name: string;
  readonly of: (text: string) => string;
}

/** Ways to write a license that change nothing of it. */
export const faithful: readonly Variant[] = [
  { name: 'as listed', of: (text) => text },
  ...[60, 79, 120].map((width) => ({
    name: `other holder, ${width} columns`,
    of: (text: string) => reflowed(withHolder(text), width),
  })),
  { name: 'as a comment', of: (text) => commented(withHolder(text)) },
  { name: 'in capitals', of: (text) => text.toUpperCase() },
  {
    name: 'below a title and a line about the project',
    of: (text) => `# Wharf\n\nWharf, a tool for boats\nCopyright (c) 2019-2024 The Wharf Authors\n\n${text}`,
  },
];

/** Ways to write a license that make it another one, or none. */
export const altered: readonly Variant[] = [
  { name: 'a sentence less', of: sentenceLess },
  {
    name: 'one "not" more',
    of: (text) => text.replace(middleOf(text, / (?:is|are|may|shall|must) /g), (word) => `${word}not `),
  },
  { name: 'the first half', of: (text) => text.slice(0, text.length / 2) },
  {
    name: 'a restriction more',
    of: (text) => `${text}\n\nYou may not use this work in a product that competes with ours.\n`,
  },
];

/** The text with one sentence of at least ten words taken out of its middle. */
function sentenceLess(text: string): string {
  return text.replace(middleOf(text, /(?<=[.;:]\s{1,3})[^.;:]{60,600}[.;:]/g), () => '');
}

/** What a pattern finds nearest to the middle, as a pattern for that place alone. */
function middleOf(text: string, pattern: RegExp): string {
  const found = [...text.matchAll(pattern)];
  return found[found.length >> 1]?.[0] ?? '\0';
}

/** Another holder and other years; a line that goes on with words of the license keeps them. */
function withHolder(text: string): string {
  const notice = 'Copyright (c) 2017-2024 Ümlaut & Sons, Inc. and contributors (https://x.example)';
  return text.replace(copyrightLine, (line) => (licenseWords.test(line) ? line : notice));
}

const copyrightLine = /^[ \t]*copyright\s*(?:\(c\)|©)?\s*[<[{]?(?:year|yyyy|\d{4})[^\n]*$/gim;
const licenseWords =
  /\b(?:permission|redistribution|modification|licen[cs]e[sd]?|free|under|is|are|or|and it|by the|\w+ed)\b/i;

function reflowed(text: string, width: number): string {
  const apart = text.replace(/^\s*(?:copyright|\(c\)|all rights reserved).*$/gim, '\n$&\n');
  return apart
    .split(/\n\s*\n/)
    .map((paragraph) => (/^\s*(?:copyright|\(c\))/i.test(paragraph) ? paragraph : wrapped(paragraph, width)))
    .join('\n\n');
}

function wrapped(paragraph: string, width: number): string {
  const lines: string[] = [''];
  for (const word of paragraph.trim().split(/\s+/)) {
    const line = lines.at(-1) ?? '';
    if (line.length + word.length >= width) lines.push(word);
    else lines[lines.length - 1] = line === '' ? word : `${line} ${word}`;
  }
  return lines.join('\n');
}

function commented(text: string): string {
  return text
    .split('\n')
    .map((line) => ` * ${line}`)
    .join('\n');
}
