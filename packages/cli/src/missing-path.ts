import { existsSync, readdirSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { printable } from '@fineprint/core';
import { didYouMean, UsageError } from './usage-error.ts';

/** Throws a `UsageError` where there is nothing at a path, with the name beside it that was meant. */
export function refuseMissing(path: string): void {
  if (existsSync(path)) return;
  const parent = dirname(path);
  const names = existsSync(parent) ? namesIn(parent) : [];
  throw new UsageError(
    printable(`There is no file or directory "${path}".${didYouMean(basename(path), names)}`),
  );
}

// A misspelt name is compared with each of these.
const mostNames = 2_000;

function namesIn(directory: string): readonly string[] {
  try {
    return readdirSync(directory).slice(0, mostNames);
  } catch (cause) {
    // It is a file, or nobody may look into it: then there is no suggestion.
    if (!(cause instanceof Error && 'code' in cause)) throw cause;
    return [];
  }
}
