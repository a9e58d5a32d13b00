import { type Location, locate, type SourceFile } from '@fineprint/core';

/** What `.env` says of a variable, and where. */
export interface Setting {
  readonly value: string;
  readonly at: Location;
}

// https://docs.docker.com/compose/how-tos/environment-variables/variable-interpolation/#env-file-syntax
const line = /^[ \t]*(?:export[ \t]+)?(?<name>[A-Za-z_][A-Za-z0-9_.-]*)[ \t]*[=:][ \t]*(?<value>.*)$/gm;
const maxSettings = 10_000;

/** Reads a `.env` file, the last of equal names counting; values that use other variables stay unknown. */
export function readEnvironment(path: string, file: SourceFile | undefined): ReadonlyMap<string, Setting> {
  const settings = new Map<string, Setting>();
  if (!file) return settings;
  for (const match of file.text.matchAll(line)) {
    const { name = '', value = '' } = match.groups ?? {};
    const literal = literalOf(value.trimEnd());
    if (literal === null || settings.size >= maxSettings) settings.delete(name);
    else
      settings.set(name, {
        value: literal,
        at: locate(path, file.place({ start: match.index, end: match.index + match[0].trimEnd().length })),
      });
  }
  return settings;
}

function literalOf(value: string): string | null {
  const quoted = /^'(?<single>[^']*)'|^"(?<double>[^"\\$]*)"/.exec(value)?.groups;
  if (quoted) return quoted.single ?? quoted.double ?? '';
  const plain = value.replace(/(?:^|[ \t])#.*$/, '').trimEnd();
  return /["'$\\]/.test(plain) ? null : plain;
}
