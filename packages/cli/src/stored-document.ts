import { readFileSync } from 'node:fs';
import { stdin } from 'node:process';
import { text as consume } from 'node:stream/consumers';
import { printable } from '@fineprint/core';
import { refuseMissing } from './missing-path.ts';
import { inSystemWords, isOfSystem } from './system-error.ts';
import { UsageError } from './usage-error.ts';

/** A document that a command is given, by its path; `-` is standard input. */
export interface StoredDocument {
  /** As reports and messages call it. */
  readonly name: string;
  readonly text: string;
}

/** Reads a document; throws a `UsageError` where it cannot be read. */
export async function storedDocument(path: string): Promise<StoredDocument> {
  if (path === '-') return { name: 'standard input', text: await consume(stdin) };
  return { name: path, text: textOf(path) };
}

/** Reads the text of a file that the user names; throws a `UsageError` where it cannot be read. */
export function textOf(path: string): string {
  refuseMissing(path);
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    if (!(cause instanceof Error)) throw cause;
    // Or Node itself refuses: a file of more than two GiB.
    const why = isOfSystem(cause) ? inSystemWords(cause) : cause.message;
    throw new UsageError(printable(`"${path}" cannot be read: ${why}.`), { cause });
  }
}
