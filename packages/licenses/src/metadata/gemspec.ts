import type { SourceFile } from '@fineprint/core';
import { evidenceFromField } from './license-field.ts';
import { metadata, type PackageMetadata, type Reading, unread } from './metadata.ts';

/** Reads a gemspec, as text: RubyGems writes those of installed gems with plain strings, and Ruby is not run. */
export function readGemspec(path: string, file: SourceFile): PackageMetadata {
  const text = file.text.slice(0, maximumText);
  const names = namesIn(text);
  return metadata(path, {
    name: fieldOf(text, namePattern),
    version: fieldOf(text, versionPattern),
    readings: readingsOf(path, names),
  });
}

const maximumText = 200_000;
const namePattern = /^\s{0,16}\w{1,16}\.name\s{0,40}=\s{0,4}["'](?<value>[^"'\n]{1,200})["']/m;
const versionPattern = /^\s{0,16}\w{1,16}\.version\s{0,40}=\s{0,4}["'](?<value>[^"'\n]{1,200})["']/m;
const one = /^\s{0,16}\w{1,16}\.license\s{0,40}=\s{0,4}(?<quote>["'])(?<value>[^"'\n]{1,400})["']/m;
const several = /^\s{0,16}\w{1,16}\.licenses\s{0,40}=\s{0,4}\[(?<list>[^\]\n]{0,1200})\]/m;
const quoted = /(?<quote>["'])(?<value>[^"'\n]{1,400})\k<quote>/g;

function fieldOf(text: string, pattern: RegExp): string | null {
  return pattern.exec(text)?.groups?.value ?? null;
}

function namesIn(text: string): readonly string[] {
  const list = several.exec(text)?.groups?.list;
  if (list === undefined) return [one.exec(text)?.groups?.value ?? ''].filter((name) => name !== '');
  return [...list.matchAll(quoted)].map(({ groups }) => groups?.value ?? '').slice(0, maximumNames);
}

const maximumNames = 10;

function readingsOf(path: string, names: readonly string[]): readonly Reading[] {
  const [only, ...others] = names;
  if (only === undefined) return [];
  if (others.length > 0)
    return [unread(path, 'It lists several licences and does not say whether all of them apply.')];
  return [evidenceFromField(path, only)];
}
