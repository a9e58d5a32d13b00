import { type LicenseEvidence, type NoticeFile, problem, type UnknownText } from '@fineprint/core';
import type { UnreadLicense } from '../metadata/license-field.ts';
import { isLicenseFile, isNoticeFile } from '../metadata/license-file.ts';
import { isEvidence, type Reading } from '../metadata/metadata.ts';
import { sha256Of } from '../texts/license-texts.ts';
import type { Copy } from './copies.ts';
import type { Disk } from './disk.ts';
import { allOf, headersIn, leafIds } from './headers.ts';
import { statementOfParts } from './parts.ts';
import { below } from './places.ts';
import { pointedFiles } from './pointed-files.ts';
import { reuseIn } from './reuse.ts';
import { type ReadingMeans, readText } from './texts.ts';

/** Reads what a copy says of its license: texts, metadata, REUSE, and headers where these leave a doubt. */
export function* evidenceInCopy(
  copy: Copy,
  means: ReadingMeans,
): Iterable<LicenseEvidence | UnknownText | NoticeFile> {
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
  const unknown = texts.find((text) => !isEvidence(text));
  const evidence = readings.filter(isEvidence).map((one) => besideUnknown(one, unknown, means));
  yield* evidence;
  for (const reading of readings) {
    if (isEvidence(reading)) continue;
    const { source } = reading;
    if (!paths.includes(source)) say(reading, disk);
    else if (!evidence.some((one) => one.method === 'file-text' && one.source === source))
      yield* unknownText(reading, means);
  }
  yield* noticesIn(copy, means);
}

/** Keeps a text that nobody recognised, for whoever corrects what is known of it, and to be passed on as a notice is. */
function* unknownText(reading: UnreadLicense, means: ReadingMeans): Iterable<UnknownText | NoticeFile> {
  const { source, because } = reading;
  const text = keptText(source, means);
  if (text !== undefined) {
    yield { is: 'unknown-text', source, text };
    if ((means.texts.get(text)?.length ?? 0) <= maximumNotice) yield { is: 'notice', source, text };
  }
  say(
    text === undefined ? reading : { ...reading, because: `${because} Its SHA-256 is ${text}.` },
    means.disk,
  );
}

/** Keeps the text of a file, and gives its SHA-256. */
function keptText(path: string, { disk, texts }: ReadingMeans): string | undefined {
  const text = disk.file(path)?.text;
  if (text === undefined) return undefined;
  const sha256 = sha256Of(text);
  texts.set(sha256, text);
  return sha256;
}

/**
 * A statement beside a license text that nobody knows may tell only a part of what that text says. Where it is known
 * what the text holds, and only not how that belongs together, all of it holds, each for its part.
 */
function besideUnknown(
  evidence: LicenseEvidence,
  unknown: Reading | undefined,
  means: ReadingMeans,
): LicenseEvidence {
  if (unknown === undefined || isEvidence(unknown) || evidence.method === 'file-text') return evidence;
  const { source } = unknown;
  const confidence = Math.min(evidence.confidence, 0.7);
  const noted = (note: string) => [evidence.note, note].filter(Boolean).join(' ');
  const rest = holdsMore(unknown, evidence);
  if (rest.length === 0)
    return { ...evidence, note: noted(`The licence text in ${source} was not recognised.`), confidence };
  const text = keptText(source, means);
  return {
    expression: allOf([evidence.expression, ...rest]),
    ...{ covers: 'artifact', method: 'file-text', acknowledgement: 'observed', source, verified: true },
    ...(text === undefined ? {} : { text }),
    note: noted(`${evidence.source} names ${evidence.expression}, and nobody offers the rest as a choice.`),
    confidence,
  };
}

/** The licenses that a file holds besides those of a statement that names only some of them. */
function holdsMore({ holds = [] }: UnreadLicense, { expression }: LicenseEvidence): readonly string[] {
  const named = leafIds(expression);
  return named.every((id) => holds.includes(id)) ? holds.filter((id) => !named.includes(id)) : [];
}

function say({ source, because, place }: UnreadLicense, disk: Disk): void {
  const message = `"${source}" concludes nothing. ${because}`;
  disk.say(problem('license-unreadable', message, disk.locate(source, place)));
}

const maximumFiles = 20;
// Rails began it, and gems follow: `MIT-LICENSE`.
const namedFirst = /^(?:mit|apache|bsd|gpl|lgpl|mpl)[-_.]licen[cs]e(?:\.(?:txt|md|rdoc))?$/i;
// A program or its data that has to do with licenses.
const program =
  /\.(?:c|cc|cpp|cs|css|go|h|java|js|json|jsx|kt|mjs|cjs|php|png|ps1|py|rb|rs|sh|svg|tf|toml|ts|tsx|xml|ya?ml)$/i;
// These repeat the licenses of what is packed into the copy, not its own.
const ofOthers = /third|3rd|vendor|depend/i;

/** The license files of a copy: those of the nearest directory that has any. */
function licenseFilesOf({ directories }: Copy, disk: Disk): readonly string[] {
  for (const directory of directories) {
    const names = disk
      .list(directory)
      .filter((name) => isLicenseFile(name) || namedFirst.test(name))
      .filter((name) => !ofOthers.test(name) && !program.test(name));
    const first = disk.firstOf(names, maximumFiles, 'licence files', directory);
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
// What is longer is no notice; every report would carry it.
const maximumNotice = 200_000;

/** Keeps the NOTICE of a copy, which section 4d of the Apache license wants passed on. */
function* noticesIn({ directories }: Copy, { disk, texts }: ReadingMeans): Iterable<NoticeFile> {
  for (const directory of directories) {
    for (const name of disk.list(directory).filter(isNoticeFile)) {
      const path = below(directory, name);
      const text = disk.file(path)?.text;
      if (text === undefined || text.trim() === '') continue;
      if (text.length > maximumNotice) {
        const because = `"${path}" has ${text.length} characters, more than any notice, and is left out.`;
        disk.say(problem('license-unreadable', because, disk.locate(path)));
        continue;
      }
      const sha256 = sha256Of(text);
      texts.set(sha256, text);
      yield { is: 'notice', source: path, text: sha256 };
    }
  }
}
