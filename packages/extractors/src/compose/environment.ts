import { type Location, locate, type SourceFile, type Span, substituteVariables } from '@fineprint/core';

/** What `.env` says of a variable, and where. */
export interface Setting {
  readonly value: string;
  /** The whole assignment. */
  readonly at: Location;
  /** The characters of the value, without quotes; `null` where it is filled in from others, or others from it. */
  readonly valueAt: Location | null;
}

// https://docs.docker.com/compose/how-tos/environment-variables/variable-interpolation/#env-file-syntax
const line = /^[ \t]*(?:export[ \t]+)?(?<name>[A-Za-z_][A-Za-z0-9_.-]*)[ \t]*[=:][ \t]*(?<value>.*)$/dgm;
const maxSettings = 10_000;
// `A=$B$B` doubles with each line.
const maxFilled = 1_000_000;

const readBefore = new WeakMap<SourceFile, ReadonlyMap<string, Setting>>();

/** Reads a `.env` file, the last of equal names counting; a value that uses what nobody knows is unknown. */
export function readEnvironment(path: string, file: SourceFile | undefined): ReadonlyMap<string, Setting> {
  if (!file) return new Map();
  const settings = readBefore.get(file) ?? settingsOf(path, file);
  readBefore.set(file, settings);
  return settings;
}

function settingsOf(path: string, file: SourceFile): ReadonlyMap<string, Setting> {
  const settings = new Map<string, Setting>();
  let room = maxFilled;
  for (const match of file.text.matchAll(line)) {
    const { name = '', value = '' } = match.groups ?? {};
    const from = match.indices?.groups?.value?.[0] ?? match.index;
    const written = unquoted(value.trimEnd());
    const filled = written && filledIn(written, settings);
    if (written?.usesVariables) room -= filled?.length ?? 0;
    if (!written || filled === null || room < 0 || settings.size >= maxSettings) {
      settings.delete(name);
      continue;
    }
    const start = from + written.start;
    const place = (span: Span) => locate(path, file.place(span));
    settings.set(name, {
      value: filled,
      at: place({ start: match.index, end: match.index + match[0].trimEnd().length }),
      valueAt: written.usesVariables ? null : place({ start, end: start + written.text.length }),
    });
  }
  return settings;
}

interface WrittenSetting {
  readonly text: string;
  readonly start: number;
  readonly usesVariables: boolean;
}

/** A value without its quotes; `null` where it has escapes. */
function unquoted(value: string): WrittenSetting | null {
  const quoted = /^'(?<single>[^']*)'|^"(?<double>[^"\\]*)"/.exec(value)?.groups;
  if (quoted?.single !== undefined) return { text: quoted.single, start: 1, usesVariables: false };
  if (quoted?.double !== undefined)
    return { text: quoted.double, start: 1, usesVariables: quoted.double.includes('$') };
  const text = value.replace(/(?:^|[ \t])#.*$/s, '').trimEnd();
  return /["'\\]/.test(text) ? null : { text, start: 0, usesVariables: text.includes('$') };
}

/** Fills in what stands above in the file; `null` where a variable is not known. */
function filledIn({ text, usesVariables }: WrittenSetting, settings: Map<string, Setting>): string | null {
  if (!usesVariables) return text;
  const { resolved } = substituteVariables(text, (name) => {
    const setting = settings.get(name);
    if (setting) settings.set(name, { ...setting, valueAt: null });
    return setting?.value ?? null;
  });
  return resolved.isResolved ? resolved.text : null;
}
