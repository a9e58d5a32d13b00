import { type Location, locate, type SourceFile, type Span } from '@fineprint/core';

/** What `.env` says of a variable, and where. */
export interface Setting {
  readonly value: string;
  /** The whole assignment. */
  readonly at: Location;
  /** The characters of the value, without quotes. */
  readonly valueAt: Location;
}

// https://docs.docker.com/compose/how-tos/environment-variables/variable-interpolation/#env-file-syntax
const line = /^[ \t]*(?:export[ \t]+)?(?<name>[A-Za-z_][A-Za-z0-9_.-]*)[ \t]*[=:][ \t]*(?<value>.*)$/dgm;
const maxSettings = 10_000;

const readBefore = new WeakMap<SourceFile, ReadonlyMap<string, Setting>>();

/** Reads a `.env` file, the last of equal names counting; values that use other variables stay unknown. */
export function readEnvironment(path: string, file: SourceFile | undefined): ReadonlyMap<string, Setting> {
  if (!file) return new Map();
  const settings = readBefore.get(file) ?? settingsOf(path, file);
  readBefore.set(file, settings);
  return settings;
}

function settingsOf(path: string, file: SourceFile): ReadonlyMap<string, Setting> {
  const settings = new Map<string, Setting>();
  for (const match of file.text.matchAll(line)) {
    const { name = '', value = '' } = match.groups ?? {};
    const from = match.indices?.groups?.value?.[0] ?? match.index;
    const literal = literalOf(value.trimEnd());
    if (literal === null || settings.size >= maxSettings) {
      settings.delete(name);
      continue;
    }
    const start = from + literal.start;
    const place = (span: Span) => locate(path, file.place(span));
    settings.set(name, {
      value: literal.text,
      at: place({ start: match.index, end: match.index + match[0].trimEnd().length }),
      valueAt: place({ start, end: start + literal.text.length }),
    });
  }
  return settings;
}

/** A value whose characters are what it says; `null` where it has escapes or uses other variables. */
function literalOf(value: string): { readonly text: string; readonly start: number } | null {
  const quoted = /^'(?<single>[^']*)'|^"(?<double>[^"\\$]*)"/.exec(value)?.groups;
  if (quoted) return { text: quoted.single ?? quoted.double ?? '', start: 1 };
  const text = value.replace(/(?:^|[ \t])#.*$/, '').trimEnd();
  return /["'$\\]/.test(text) ? null : { text, start: 0 };
}
