import type { SourceFile } from '@fineprint/core';
import type { RunCommand, RunScript } from './commands.ts';
import type { PlacedSlot } from './facts.ts';
import { slotsAt } from './reference.ts';

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

/** Finds `echo "<hash>  file" | sha256sum -c` after a download; with several downloads nobody can tell whose it is. */
export function checksumOf(file: SourceFile, { commands }: RunScript, index: number): Checksum | null {
  const fetching = commands.filter(isFetch);
  const checks = commands.flatMap((command, at) => (at > index ? checkIn(commands, command) : []));
  const [check] = checks;
  if (fetching.length !== 1 || checks.length !== 1 || !check) return null;
  const { writer, digits } = check;
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

function isFetch({ program }: RunCommand): boolean {
  return program === 'curl' || program === 'wget';
}

function checkIn(commands: readonly RunCommand[], writer: RunCommand) {
  const checker = commands[writer.pipeline[0] ?? -1];
  const digits = checkers.get(checker?.program ?? '');
  if (!checker || digits === undefined) return [];
  const isCheck = checker.words.some(({ resolved }) => /^(?:-[a-z]*c[a-z]*|--check)$/.test(resolved.text));
  return isCheck ? [{ writer, digits }] : [];
}
