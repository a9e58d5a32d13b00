import { createHash } from 'node:crypto';
import { type LicenseEvidence, problem } from '@fineprint/core';
import type { UnreadLicense } from '../metadata/license-field.ts';
import { isLicenseFile } from '../metadata/license-file.ts';
import { isEvidence, type Reading } from '../metadata/metadata.ts';
import type { Copy } from './copies.ts';
import type { Disk } from './disk.ts';
import { headersIn } from './headers.ts';
import { statementOfParts } from './parts.ts';
import { below } from './places.ts';
import { pointedFiles } from './pointed-files.ts';
import { reuseIn } from './reuse.ts';
import { type ReadingMeans, readText } from './texts.ts';

/** Reads what a copy says of its license: texts, metadata, REUSE, and headers where these leave a doubt. */
export function* evidenceInCopy(copy: Copy, means: ReadingMeans): Iterable<LicenseEvidence> {
  const { disk } = means;
  const declared = copy.metadata.flatMap(({ readings }) => readings);
  const pointed = pointedFiles(copy, disk);
  const paths = [...new Set([...licenseFilesOf(copy, disk), ...pointed.paths])];
  const texts = paths.flatMap((path) => readText(path, means));
  const reuse = copy.directories.flatMap((directory) => [...reuseIn(directory, means)]);
  const readings = [...texts, ...declared, ...statementOfParts(texts), ...reuse];
  // Packagers often leave out a text that the metadata still names; it is missed where nothing else speaks.
  if (!readings.some(isEvidence)) readings.push(...pointed.missing);
  if (isInDoubt(readings))
    for (const at of copy.directories.slice(0, 1)) readings.push(...headersIn(at, disk));
  const notice = noticeIn(copy, means);
  const unknown = texts.find((text) => !isEvidence(text))?.source;
  for (const reading of readings) {
    if (!isEvidence(reading)) say(reading, disk);
    else yield { ...besideUnknown(reading, unknown), ...(notice === null ? {} : { notice }) };
  }
}

/** A statement beside a license text that nobody knows may tell only a part of what that text says. */
function besideUnknown(evidence: LicenseEvidence, text: string | undefined): LicenseEvidence {
  if (text === undefined || evidence.method === 'file-text') return evidence;
  const note = [evidence.note, `The license text in ${text} was not recognised.`].filter(Boolean).join(' ');
  return { ...evidence, note, confidence: Math.min(evidence.confidence, 0.7) };
}

function say({ source, because, place }: UnreadLicense, disk: Disk): void {
  const message = `"${source}" concludes nothing. ${because}`;
  disk.say(problem('license-unreadable', message, disk.locate(source, place)));
}

const maximumFiles = 20;
// Rails began it, and gems follow: `MIT-LICENSE`.
const namedFirst = /^(?:mit|apache|bsd|gpl|lgpl|mpl)[-_.]licen[cs]e(?:\.(?:txt|md|rdoc))?$/i;
// These repeat the licenses of what is packed into the copy, not its own.
const ofOthers = /third|3rd|vendor|depend/i;

/** The license files of a copy: those of the nearest directory that has any. */
function licenseFilesOf({ directories }: Copy, disk: Disk): readonly string[] {
  for (const directory of directories) {
    const names = disk
      .list(directory)
      .filter((name) => (isLicenseFile(name) || namedFirst.test(name)) && !ofOthers.test(name));
    const first = disk.firstOf(names, maximumFiles, 'license files', directory);
    if (first.length > 0) return first.map((name) => below(directory, name));
  }
  return [];
}

/** Whether headers can say more: where nothing is known, texts lie side by side, or one leaves "or later" open. */
function isInDoubt(readings: readonly Reading[]): boolean {
  const expressions = new Set(readings.filter(isEvidence).map(({ expression }) => expression));
  return expressions.size !== 1 || [...expressions].some((expression) => gnu.test(expression));
}

const gnu = /-only$/;
const noticeName = /^notice(?:\.(?:txt|md))?$/i;
const maximumNotice = 200_000;

/** Keeps the NOTICE of a copy, which section 4d of the Apache license wants passed on; says its SHA-256. */
function noticeIn({ directories }: Copy, { disk, texts }: ReadingMeans): string | null {
  for (const directory of directories) {
    const name = disk.list(directory).find((each) => noticeName.test(each));
    const text = name === undefined ? undefined : disk.file(below(directory, name))?.text;
    if (text === undefined || text.length > maximumNotice) continue;
    const sha256 = createHash('sha256').update(text).digest('hex');
    texts.set(sha256, text);
    return sha256;
  }
  return null;
}
