import type { SourceFile } from '@fineprint/core';
import { evidenceFromField } from './license-field.ts';
import { isLicenseFile } from './license-file.ts';
import { metadata, type PackageMetadata, type Reading, unread } from './metadata.ts';

/** Reads `METADATA` and `PKG-INFO` (https://packaging.python.org/specifications/core-metadata/). */
export function readPythonMetadata(path: string, file: SourceFile): PackageMetadata {
  const headers = headersOf(file.text);
  const first = (name: string) => headers.get(name)?.[0];
  return metadata(path, {
    name: first('name') ?? null,
    version: first('version') ?? null,
    readings: readingOf(path, headers),
    // AUTHORS and NOTICE stand among them.
    licenseFiles: (headers.get('license-file') ?? []).filter((path) => isLicenseFile(lastName(path))),
  });
}

function lastName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

type Headers = ReadonlyMap<string, readonly string[]>;

const header = /^(?<name>[A-Za-z-]{1,40}):[ \t]{0,16}(?<value>.{0,1200})/;
const maximumHeaders = 2_000;
const maximumHead = 200_000;
const blankLine = /\r?\n\r?\n/;
const lineBreak = /\r?\n/;

/** The headers before the first blank line, by their names in lower case; the description below may quote anything. */
function headersOf(text: string): Headers {
  const [head = ''] = text.slice(0, maximumHead).split(blankLine, 1);
  const headers = new Map<string, string[]>();
  let last: string[] | undefined;
  for (const line of head.split(lineBreak, maximumHeaders)) {
    const { name, value = '' } = header.exec(line)?.groups ?? {};
    if (name !== undefined) {
      last = headers.get(name.toLowerCase()) ?? [];
      headers.set(name.toLowerCase(), last);
      last.push(value.trim());
    } else if (last && /^[ \t]/.test(line)) last.push(`${last.pop() ?? ''}\n${line.trim()}`);
  }
  return headers;
}

/** An expression before the free text, the free text before the classifiers: the first that says what is meant. */
function readingOf(path: string, headers: Headers): readonly Reading[] {
  const expression = headers.get('license-expression')?.[0];
  if (expression !== undefined) return [evidenceFromField(path, expression)];
  const license = headers.get('license')?.[0] ?? '';
  const written = license === '' || license === 'UNKNOWN' ? null : fromText(path, license);
  if (written !== null && !('is' in written)) return [written];
  const classified = fromClassifiers(path, headers.get('classifier') ?? []);
  const reading = classified !== null && (written === null || !('is' in classified)) ? classified : written;
  return reading === null ? [] : [reading];
}

// Some write the whole license there; its first line is a title, and what follows may be anything.
function fromText(path: string, written: string): Reading {
  if (written.includes('\n'))
    return unread(path, 'Its license field holds a longer text and not the name of a licence.');
  return evidenceFromField(path, written);
}

const classifier = /^License :: (?:OSI Approved :: )?(?<name>.{1,200})$/;

function fromClassifiers(path: string, classifiers: readonly string[]): Reading | null {
  const names = classifiers
    .map((text) => classifier.exec(text)?.groups?.name)
    .filter((name) => name !== undefined && name !== 'OSI Approved');
  const [only, ...others] = names;
  if (only === undefined) return null;
  if (others.length > 0)
    return unread(path, 'Its classifiers name several licences and do not say whether all of them apply.');
  return evidenceFromField(path, only);
}
