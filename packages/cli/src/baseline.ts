import type { Baseline } from '@fineprint/core';
import { baselineFileOf, baselineOf, readBaseline } from '@fineprint/core/baseline';
import { ReportError, readReport } from '@fineprint/core/json-1';
import { documentError } from './document-error.ts';
import { type StoredDocument, textOf } from './stored-document.ts';
import { UsageError } from './usage-error.ts';

/** Reads the file that `baseline write` made, or an earlier report; throws a `UsageError` where it is neither. */
export function openBaseline(file: string): Baseline {
  return baselineFrom({ name: file, text: textOf(file) });
}

/** Takes a text for what `openBaseline` reads, and throws as that does. */
export function baselineFrom({ name: file, text }: StoredDocument): Baseline {
  try {
    const value: unknown = JSON.parse(text);
    const isReport = typeof value === 'object' && value !== null && Object.hasOwn(value, 'scan');
    return isReport ? baselineOf(baselineFileOf(readReport(text)), file) : readBaseline(value, file);
  } catch (cause) {
    if (!(cause instanceof ReportError || cause instanceof SyntaxError)) throw cause;
    const { message } = documentError({ name: file, text }, 'is no baseline', cause);
    throw new UsageError(
      `${message}\nA baseline is what "fineprint baseline write" makes, or an earlier report (json-1).`,
      { cause },
    );
  }
}
