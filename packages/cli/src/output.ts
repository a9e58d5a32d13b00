import { randomBytes } from 'node:crypto';
import {
  closeSync,
  constants,
  existsSync,
  fchmodSync,
  fchownSync,
  fstatSync,
  lstatSync,
  openSync,
  renameSync,
  rmSync,
  type Stats,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { type FormatName, formats } from '@fineprint/report';
import type { Surroundings } from './surroundings.ts';
import { inSystemWords, isOfSystem } from './system-error.ts';
import { didYouMean, UsageError } from './usage-error.ts';

/** A format and where it goes: a file, or `null` for standard output. */
export interface Output<Name extends string> {
  readonly format: Name;
  readonly file: string | null;
}

/** The formats of a report. */
export const reportFormats = Object.keys(formats) as readonly FormatName[];

/** Reads `-o FORMAT[=FILE]` options; at most one may go to standard output. Throws a `UsageError`. */
export function parseOutputs<Name extends string>(
  options: readonly string[],
  names: readonly (Name | 'text')[],
): readonly Output<Name | 'text'>[] {
  const outputs = (options.length > 0 ? options : ['text']).map((option) => parseOutput(option, names));
  if (outputs.filter(({ file }) => file === null).length > 1) {
    throw new UsageError(
      'Only one format can go to standard output. Give the others a file: -o sarif=report.sarif',
    );
  }
  return outputs;
}

function parseOutput<Name extends string>(option: string, names: readonly Name[]): Output<Name> {
  const cut = option.indexOf('=');
  const written = cut < 0 ? option : option.slice(0, cut);
  const file = cut < 0 ? '-' : option.slice(cut + 1);
  const format = names.find((name) => name === written);
  if (format === undefined) {
    throw new UsageError(
      `There is no format "${written}".${didYouMean(written, names)} Formats: ${names.join(', ')}.`,
    );
  }
  if (file === '') throw new UsageError(`"-o ${option}" names no file after "=".`);
  // Told now, and not after a scan that may be long.
  if (!existsSync(dirname(file))) throw new UsageError(noDirectory(file));
  return { format, file: file === '-' ? null : file };
}

/** Renders every output and writes it; all are asked for before one is written, so that a format that refuses the report leaves nothing behind. */
export async function writeOutputs<Name extends string>(
  outputs: readonly Output<Name>[],
  render: (format: Name, file: string | null) => Promise<Iterable<string>>,
  process: Pick<Surroundings, 'stdout'>,
): Promise<void> {
  const rendered = await Promise.all(
    outputs.map(async ({ format, file }) => ({ file, pieces: await render(format, file) })),
  );
  for (const { file, pieces } of rendered) writeOutput(file, pieces, process);
}

/** Writes a report to its file, or to standard output. */
export function writeOutput(
  file: string | null,
  pieces: Iterable<string>,
  { stdout }: Pick<Surroundings, 'stdout'>,
): void {
  if (file !== null) writeWhole(file, pieces);
  else for (const part of inParts(pieces)) stdout.write(part);
}

// Each write is a call of the system; pieces may be a word each.
const partLength = 64 * 1024;

function* inParts(pieces: Iterable<string>): Iterable<string> {
  let part = '';
  for (const piece of pieces) {
    part += piece;
    if (part.length < partLength) continue;
    yield part;
    part = '';
  }
  if (part !== '') yield part;
}

/**
 * Writes a file as a whole or not at all: into a new file beside it, then renamed over it. A symbolic link is
 * refused, because what it leads to was not named: a scanned repository may have put it there.
 */
export function writeWhole(file: string, pieces: Iterable<string>): void {
  replaceFile(file, inParts(pieces), null);
}

/** Whose a file is, and who may do what with it. */
export type Ownership = Pick<Stats, 'mode' | 'uid' | 'gid'>;

/** The same for parts that are as large as they are to be written; a file that is replaced keeps its ownership. */
export function replaceFile(file: string, parts: Iterable<string | Buffer>, kept: Ownership | null): void {
  const existing = lstatSync(file, { throwIfNoEntry: false });
  if (existing && !existing.isFile())
    throw new UsageError(`"${file}" is no regular file and is not written to.`);
  const directory = dirname(file);
  const temporary = join(directory, `.${basename(file)}.${randomBytes(6).toString('hex')}`);
  const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | (constants.O_NOFOLLOW ?? 0);
  let descriptor: number;
  try {
    descriptor = openSync(temporary, flags, kept ? kept.mode & 0o777 : 0o644);
  } catch (cause) {
    throw unwritable(file, cause);
  }
  try {
    for (const part of parts) writeFileSync(descriptor, part);
    if (kept) keepOwnership(descriptor, kept);
    closeSync(descriptor);
    renameSync(temporary, file);
  } catch (cause) {
    rmSync(temporary, { force: true });
    throw unwritable(file, cause);
  }
}

/** What the system refuses (a full disk, no rights) is not of our making. */
function unwritable(file: string, cause: unknown): unknown {
  if (!isOfSystem(cause)) return cause;
  if (cause.code === 'ENOENT' && !existsSync(dirname(file)))
    return new UsageError(noDirectory(file), { cause });
  return new UsageError(`"${file}" cannot be written: ${inSystemWords(cause)}.`, { cause });
}

function noDirectory(file: string): string {
  return `"${file}" cannot be written: there is no directory "${dirname(file)}".`;
}

function keepOwnership(descriptor: number, { mode, uid, gid }: Ownership): void {
  const made = fstatSync(descriptor);
  try {
    // In a container root edits what belongs to whoever started it.
    if (made.uid !== uid || made.gid !== gid) fchownSync(descriptor, uid, gid);
  } catch (cause) {
    // Only root may give a file away: of anybody else it is theirs now, as after an edit in most editors.
    if (!(cause instanceof Error && 'code' in cause && cause.code === 'EPERM')) throw cause;
  }
  // What the process may not give away by itself (umask) the file has had already.
  fchmodSync(descriptor, mode & 0o7777);
}

/** Writes a file that is not there yet; whatever bears its name, a symbolic link too, is left alone and refused. */
export function writeNew(file: string, pieces: Iterable<string>): void {
  let descriptor: number;
  try {
    descriptor = openSync(file, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL, 0o644);
  } catch (cause) {
    const isThere = isOfSystem(cause) && cause.code === 'EEXIST';
    if (isThere) throw new UsageError(`"${file}" is there already, and is not written over.`, { cause });
    throw unwritable(file, cause);
  }
  try {
    for (const part of inParts(pieces)) writeFileSync(descriptor, part);
    closeSync(descriptor);
  } catch (cause) {
    rmSync(file, { force: true });
    throw unwritable(file, cause);
  }
}
