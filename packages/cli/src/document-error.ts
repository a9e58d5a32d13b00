import { codeFrame, get, parseJson, printable, type Span, sourceFile } from '@fineprint/core';
import { UsageError } from './usage-error.ts';

// A longer text is not parsed once more to show where it is wrong.
const mostCharacters = 4_000_000;

/**
 * Says why a document that the user names cannot be used, as policies say it: with its place and a code frame where it is
 * no JSON, or where a schema objects to a part of it.
 */
export function documentError(
  { name, text }: { readonly name: string; readonly text: string },
  says: string,
  cause: Error,
): UsageError {
  const found = text.length <= mostCharacters ? defectIn(text, cause) : null;
  const isOther = pathOfIssue(cause.cause).at(0) === 'schema';
  const why = isOther ? 'Its "schema" is none that is known here.' : (found?.message ?? cause.message);
  if (found === null) return new UsageError(printable(`"${name}" ${says}. ${why}`), { cause });
  const place = sourceFile(text).place(found);
  const head = printable(`${name}:${place.line}:${place.column}: It ${says}. ${why}`);
  return new UsageError(`${head}\n${codeFrame(text, place)}`.trimEnd(), { cause });
}

function defectIn(text: string, cause: Error): (Span & { readonly message: string }) | null {
  const reason = cause instanceof SyntaxError ? cause : cause.cause;
  if (reason instanceof SyntaxError) {
    // What is XML, or words, is told as that and not as broken JSON.
    if (!/^\uFEFF?\s*[[{]/.test(text.slice(0, 1000))) return null;
    const [problem] = parseJson(text).problems;
    return problem ? { start: problem.start, end: problem.end, message: problem.message } : null;
  }
  const path = pathOfIssue(reason);
  const [document] = parseJson(text).documents;
  for (let length = path.length; length > 0 && document; length -= 1) {
    const node = get(document.root, ...path.slice(0, length));
    if (node) return { start: node.start, end: node.end, message: cause.message };
  }
  return null;
}

/** Where a schema objects, in what it was given. */
function pathOfIssue(reason: unknown): readonly (string | number)[] {
  if (typeof reason !== 'object' || reason === null || !('issues' in reason)) return [];
  const [first]: readonly unknown[] = Array.isArray(reason.issues) ? reason.issues : [];
  if (typeof first !== 'object' || first === null || !('path' in first) || !Array.isArray(first.path))
    return [];
  return first.path.filter((step): step is string | number => typeof step !== 'symbol');
}
