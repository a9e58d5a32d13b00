import type { SourceFile } from '../read/source-file.ts';
import { type PlacedSlot, slotsAt } from '../reference/index.ts';
import type { ScriptCommand } from './commands.ts';

const checkers: ReadonlyMap<string, number> = new Map([
  ['sha256sum', 64],
  ['sha512sum', 128],
]);
const hash = /(?<![0-9a-f])(?:[0-9a-f]{64}|[0-9a-f]{128})(?![0-9a-f])/;

/** The hash that a RUN compares its one download with. */
export interface Checksum {
  readonly digest: string;
  readonly slots: readonly PlacedSlot[];
}

/** The check of a script's one download: `echo "<hash>  file" | sha256sum -c` after it. */
export interface SoleCheck {
  /** Index of the command that fetches. */
  readonly fetch: number;
  readonly writer: ScriptCommand;
  readonly digits: number;
}

/** Finds the one check after the one download of a script; with several nobody can tell whose it is. */
export function soleCheckOf(commands: readonly ScriptCommand[]): SoleCheck | null {
  const fetch = commands.findIndex(isFetch);
  if (fetch < 0 || commands.findLastIndex(isFetch) !== fetch) return null;
  const checks = commands.flatMap((command, at) => (at > fetch ? checkIn(commands, command) : []));
  const [check] = checks;
  return check && checks.length === 1 ? { fetch, ...check } : null;
}

/** Reads the hash of a check. */
export function checksumOf(file: SourceFile, { writer, digits }: SoleCheck): Checksum | null {
  const algorithm = digits === 64 ? 'sha256' : 'sha512';
  for (const { resolved } of writer.words) {
    const found = hash.exec(resolved.text);
    if (found?.[0].length !== digits) continue;
    const range = { start: found.index, end: found.index + found[0].length };
    // The file says the hash without its algorithm, so the bytes are not the digest itself.
    const slots = slotsAt(file, 'digest', resolved, range).map((slot) => ({
      ...slot,
      value: `${algorithm}:${found[0]}`,
      verbatim: false,
    }));
    return { digest: `${algorithm}:${found[0]}`, slots };
  }
  return null;
}

function isFetch({ program }: ScriptCommand): boolean {
  return program === 'curl' || program === 'wget';
}

function checkIn(commands: readonly ScriptCommand[], writer: ScriptCommand) {
  const checker = commands[writer.pipeline[0] ?? -1];
  const digits = checkers.get(checker?.program ?? '');
  if (!checker || digits === undefined) return [];
  const isCheck = checker.words.some(({ resolved }) => /^(?:-[abd-z]*c[a-z]*|--check)$/.test(resolved.text));
  return isCheck ? [{ writer, digits }] : [];
}
