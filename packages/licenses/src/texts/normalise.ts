import { withoutInstructions } from './instructions.ts';
import { spellings } from './spellings.ts';
import { rewritten, type Words } from './words.ts';

/**
 * Reduces a license text to what its license says, after the simple parts of the SPDX matching guidelines
 * ({@link https://spdx.github.io/spdx-spec/v3.0.1/annexes/license-matching-guidelines-and-templates/}): case, white
 * space, punctuation, bullets, spelling variants, title, copyright notices, the names of holders, and instructions for
 * applying a license are no part of it. What is left are lower-case words, one space apart.
 */
export function normaliseLicenseText(text: string): string {
  return licenseWords(text).words.join(' ');
}

/** The words of a license text that `normaliseLicenseText` leaves, each with its place in the text. */
export function licenseWords(text: string): Words {
  const lines = linesOf(text.replace(htmlComment, blanked));
  return withoutInstructions(rewritten(wordsOf(bodyOf(paragraphsOf(lines))), spellings));
}

/** The words of a license's name, one space apart, as they stand in normalised sentences. */
export function nameOf(license: string): string {
  return rewritten(wordsOf([{ text: license, start: 0 }]), spellings).words.join(' ');
}

/** The longest text that is looked at, in characters; the longest of SPDX has some 50,000. */
export const maximumTextLength = 200_000;

interface Line {
  readonly text: string;
  /** Where the text of the line, without its decoration, begins. */
  readonly start: number;
}

const htmlComment = /<!--.{0,500}?-->/gs;
const notLineEnd = /[^\n\r\u2028\u2029\f]/g;

function blanked(comment: string): string {
  return comment.replace(notLineEnd, ' ');
}

const line = /[^\n\r\u2028\u2029\f]+|\r\n|[\n\r\u2028\u2029\f]/g;
const leading = /^[\s#*>/|;!%"'=~_-]{1,40}/;
const trailing = /[\s#*|/=~_]{1,40}$/;

/** Lines without what decorates a comment; each line end is one empty line, so that two end a paragraph. */
function linesOf(text: string): readonly Line[] {
  const lines: Line[] = [];
  let written = false;
  for (const { 0: raw, index } of text.matchAll(line)) {
    if (lineEnd.test(raw)) {
      if (!written) lines.push({ text: '', start: index });
      written = false;
      continue;
    }
    const decoration = leading.exec(raw)?.[0].length ?? 0;
    const bare = raw.slice(decoration).replace(trailing, '');
    const content = bare.trimStart();
    lines.push({ text: content.trimEnd(), start: index + decoration + bare.length - content.length });
    written = true;
  }
  return lines;
}

const lineEnd = /^[\n\r\u2028\u2029\f]/;

function paragraphsOf(lines: readonly Line[]): readonly (readonly Line[])[] {
  const paragraphs: Line[][] = [[]];
  for (const one of lines) {
    if (one.text === '') paragraphs.push([]);
    else paragraphs.at(-1)?.push(one);
  }
  return paragraphs.filter((paragraph) => paragraph.length > 0);
}

/**
 * Leaves out title and copyright notices. It goes by paragraphs and by the lines that begin one, never by where a line
 * happens to be wrapped, so that a reflowed text stays the same text.
 */
function bodyOf(paragraphs: readonly (readonly Line[])[]): readonly Line[] {
  const body: Line[] = [];
  for (const paragraph of paragraphs) {
    const isStart = body.length === 0;
    if (isStart && isTitle(paragraph.map((one) => one.text).join(' '))) continue;
    const skipped = paragraph.findIndex(({ text }) => !(isNotice(text) || (isStart && isHeadLine(text))));
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

/** Whether a line above a license is its title, or belongs to it: a version, an address, a copyright. */
export function isTitleLine(line: string): boolean {
  const text = line.replace(leading, '').replace(trailing, '').trim();
  return (
    isTitle(text) ||
    isHeadLine(text) ||
    isNotice(text) ||
    (text.length <= maximumTitle / 2 && noticeTitle.test(text))
  );
}

const noticeTitle = /^[\w ,&-]{0,60}\b(?:notice|agreement)\b[\w ,.-]{0,30}$/i;

function isHeadLine(text: string): boolean {
  if (text.length > 2 * maximumTitle) return false;
  if (url.test(text) || identifier.test(text) || versionLine.test(text)) return true;
  return (copyright.test(text) || shortTitle.test(text)) && !sentence.test(text);
}

// A line may begin with "copyright notice" as part of a sentence, so a year or a sign must follow.
const notice = /^(?:portions )?(?:copyright|\(c\)|©)\s{0,4}(?:\(c\)|©|<|\[|\{|\d{4}|by\s|year\b)/i;

// A license that goes on in the line of the notice.
const licenseBegin =
  /\b(?:permission is|hereby|redistribution (?:and|of)|modification and redistribution)\b/i;

function isNotice(text: string): boolean {
  return (
    reserved.test(text) || (notice.test(text) && text.length <= 2 * maximumTitle && !licenseBegin.test(text))
  );
}

const wordRun = /[\p{L}\p{N}]+/gu;
// "1.", "a)", "(ii)": what numbers a paragraph stands for no word of it; "version 2." does.
const enumerator = /(?<![^\s(]|\bversion )\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)](?=\s|$)/gi;
const notAscii = /[^\0-\x7f]/;
const versionEnd = /\bversion$/i;

function wordsOf(lines: readonly Line[]): Words {
  const words: string[] = [];
  const starts: number[] = [];
  const ends: number[] = [];
  let isVersion = false;
  for (const { text, start } of lines) {
    const numbered = isVersion ? text : text.replace(enumerator, blanked);
    isVersion = versionEnd.test(text);
    const isAscii = !notAscii.test(numbered);
    for (const { 0: word, index } of (isAscii ? numbered.toLowerCase() : numbered).matchAll(wordRun)) {
      words.push(isAscii ? word : word.normalize('NFKC').toLowerCase().replaceAll('ß', 'ss'));
      starts.push(start + index);
      ends.push(start + index + word.length);
    }
  }
  return { words, starts, ends };
}
