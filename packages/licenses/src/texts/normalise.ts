/**
 * Reduces a license text to what its license says, after the simple parts of the SPDX matching guidelines
 * ({@link https://spdx.github.io/spdx-spec/v3.0.1/annexes/license-matching-guidelines-and-templates/}): case, white
 * space, punctuation, bullets, spelling variants, title, copyright notices, the names of holders, and instructions for
 * applying a license are no part of it. What is left are lower-case words, one space apart.
 */
export function normaliseLicenseText(text: string): string {
  const lines = text
    .normalize('NFKC')
    .replace(htmlComment, '')
    .split(lineEnds)
    .map((line) => line.replace(decoration, '').trim());
  const words = wordsOf(bodyOf(paragraphsOf(lines)).join(' '));
  return withoutInstructions(rewritten(words, spellings));
}

/** The longest text that is looked at, in characters; the longest of SPDX has some 50,000. */
export const maximumTextLength = 200_000;

const htmlComment = /<!--.{0,500}?-->/gs;
const lineEnds = /\r\n|[\n\r\u2028\u2029\f]/;
const decoration = /^[\s#*>/|;!%"'=~_-]{1,40}|[\s#*|/=~_]{1,40}$/g;

function paragraphsOf(lines: readonly string[]): readonly (readonly string[])[] {
  const paragraphs: string[][] = [[]];
  for (const line of lines) {
    if (line === '') paragraphs.push([]);
    else paragraphs.at(-1)?.push(line);
  }
  return paragraphs.filter((paragraph) => paragraph.length > 0);
}

/**
 * Leaves out title and copyright notices. It goes by paragraphs and by the lines that begin one, never by where a line
 * happens to be wrapped, so that a reflowed text stays the same text.
 */
function bodyOf(paragraphs: readonly (readonly string[])[]): readonly string[] {
  const body: string[] = [];
  for (const paragraph of paragraphs) {
    const isStart = body.length === 0;
    if (isStart && isTitle(paragraph.join(' '))) continue;
    const skipped = paragraph.findIndex((line) => !(isNotice(line) || (isStart && isHeadLine(line))));
    if (skipped !== -1) body.push(...paragraph.slice(skipped));
  }
  return body;
}

const maximumTitle = 160;
const title = /\blicen[cs]e\b|\blicen[cs]ing\b|\b[al]?gpl\b|\bcopying\b/i;
const sentence = /\b(?:is|are|shall|may|must|hereby|granted|under|provided|governs|applies|you|this)\b/i;
const shortTitle =
  /^(?:the )?(?:mit|isc|bsd|apache|simplified|new|modified|[023][- ]clause|zlib|unlicense)\b.{0,50}$/i;
const versionLine = /^version \d[\d.]*\b.{0,40}$|^\d{1,2} \w{3,9} \d{4}$/i;
const copyright = /^(?:portions )?(?:copyright|copyrighted|\(c\)|©|copr\.)(?=[\s:(©<[{]|$)/i;
const url = /^<?https?:\/\/\S+>?$/i;
const identifier = /^spdx-license-identifier:/i;
const reserved = /^all rights? reserved\.?$/i;

function isTitle(paragraph: string): boolean {
  return paragraph.length <= maximumTitle && title.test(paragraph) && !sentence.test(paragraph);
}

function isHeadLine(line: string): boolean {
  if (line.length > 2 * maximumTitle) return false;
  if (url.test(line) || identifier.test(line) || versionLine.test(line)) return true;
  return (copyright.test(line) || shortTitle.test(line)) && !sentence.test(line);
}

// A line may begin with "copyright notice" as part of a sentence, so a year or a sign must follow.
const notice = /^(?:portions )?(?:copyright|\(c\)|©)\s{0,4}(?:\(c\)|©|<|\[|\{|\d{4}|by\s|year\b)/i;

function isNotice(line: string): boolean {
  return reserved.test(line) || (notice.test(line) && line.length <= 2 * maximumTitle);
}

const notWord = /[^\p{L}\p{N}]+/gu;
// "1.", "a)", "(ii)": what numbers a paragraph stands for no word of it.
const enumerator = /(?<![^\s(])\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)](?=\s)/gi;

function wordsOf(text: string): string {
  return text.replace(enumerator, ' ').toLowerCase().replace(notWord, ' ').trim();
}

type Rewrite = readonly [written: RegExp, meant: string];

/** Variants of words that the guidelines hold to be equal, and the slots of templates where a holder is named. */
const spellings: readonly Rewrite[] = [
  [/\ball rights reserved\b/g, ''],
  [/\blicence(s|d)?\b/g, 'license$1'],
  [/\bsub licens(e|ed|es|ing|able)\b/g, 'sublicens$1'],
  [/\bnon (infringement|commercial|exclusive|transferable)\b/g, 'non$1'],
  [/\bcopyright owner(s?)\b/g, 'copyright holder$1'],
  [/\b(acknowledg|judg)ement/g, '$1ment'],
  [/\b(author|organ|recogn|util|capital)is(e|ed|es|ing|ation|ations)\b/g, '$1iz$2'],
  [/\bhttps\b/g, 'http'],
  [/\bwww\b/g, ''],
  [/\b(?:51 franklin st(?:reet)?|59 temple place|675 mass ave)\b[a-z0-9 ]{0,60}? usa\b/g, ''],
  [/\bfree software foundation inc\b/g, 'free software foundation'],
  [
    /\bneither the names? of (?:\S+ ){1,14}?nor the names of (?:its |any |their |the |project |other )?contributors\b/g,
    'neither the name of holder nor contributors',
  ],
  [/\bnames? of (?:\S+ ){1,14}?(may not be used to endorse or promote)\b/g, 'name of holder $1'],
  [/\b(software is provided) by (?:\S+ ){1,14}?as is\b/g, '$1 by holder as is'],
  [/\b(provided as is and) (?:\S+ ){1,14}?disclaims?\b/g, '$1 holder disclaims'],
  [/\bin no event (shall|will) (?:\S+ ){1,20}?be liable\b/g, 'in no event $1 holder be liable'],
];

/** How to apply a license is no part of it; only what lies between its fixed first and last words is left out. */
const instructions: readonly Rewrite[] = [
  [
    /\bappendix how to apply the apache license to your work\b.{0,1500}?\blimitations under the license\b/,
    '',
  ],
  [
    /\bhow to apply these terms to your new programs\b.{0,3500}?\b(?:instead of this license(?: but first please read http gnu org(?: licenses| philosophy)? why not lgpl html)?|gnu agpl see http gnu org licenses)/,
    '',
  ],
  [/\bhow to apply these terms to your new libraries\b.{0,3500}?\bthat s all there is to it\b/, ''],
  [/\bend of terms and conditions\b/, ''],
  [
    /(?<=. )licensed under the apache license version 2 0 the license you may not use this file\b.{0,600}?\blimitations under the license$/,
    '',
  ],
];

function withoutInstructions(words: string): string {
  return rewritten(words, instructions);
}

const spaces = / {2,}/g;

function rewritten(words: string, rewrites: readonly Rewrite[]): string {
  return rewrites.reduce(
    (text, [written, meant]) => text.replace(written, meant).replace(spaces, ' ').trim(),
    words,
  );
}
