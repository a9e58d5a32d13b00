import { redactCredentials } from '../parse/reference/redact.ts';
import type { Location, Place } from './location.ts';

/**
 * What a problem does to the report: `unread` makes it incomplete, `unresolved` lowers
 * `coverage.references.resolved`, `unasked` means a look-up went unanswered, `noted` changes no number.
 */
export type ProblemEffect = 'unread' | 'unresolved' | 'unasked' | 'noted';

/** Every problem code with its effect; each has one heading in `packages/core/PROBLEMS.md`. */
export const problemEffects = {
  'syntax-invalid': 'unread',
  'file-unreadable': 'unread',
  'file-too-large': 'unread',
  'file-binary': 'unread',
  'file-special': 'noted',
  'symlink-escapes-root': 'unread',
  'symlink-ignored': 'noted',
  'limit-reached': 'unread',
  'tool-defect': 'unread',
  'rule-unanswered': 'unread',
  'unresolved-reference': 'unresolved',
  'version-unknown': 'unresolved',
  'lookup-unanswered': 'unasked',
  'content-unverified': 'unasked',
  'encoding-assumed': 'noted',
  'duplicate-key': 'noted',
  'reference-invalid': 'noted',
  'git-data-unreadable': 'noted',
  'license-unreadable': 'noted',
  'waiver-invalid': 'noted',
  'curation-lapsed': 'noted',
  'curation-unused': 'noted',
  'nothing-recognised': 'noted',
  'file-unclaimed': 'noted',
} as const satisfies Record<string, ProblemEffect>;

export type ProblemCode = keyof typeof problemEffects;

/** What the scan could not do, and where; never a statement about the repository (that is a finding). */
export interface Problem {
  readonly is: 'problem';
  readonly code: ProblemCode;
  readonly message: string;
  readonly location: Location | null;
}

/** Problem inside one file, before its path is known: a reader sees bytes, not where they lie. */
export interface FileProblem {
  readonly is: 'problem';
  readonly code: ProblemCode;
  readonly message: string;
  readonly place: Place;
}

/** Makes a problem; a credential in what its message quotes becomes stars. */
export function problem(code: ProblemCode, message: string, location: Location | null): Problem {
  return { is: 'problem', code, message: shortened(redactCredentials(message).text), location };
}

// Messages quote what was scanned, which may be a megabyte in one word.
const maxMessage = 2_000;

/** A message as far as anybody reads it. */
export function shortened(message: string): string {
  return message.length <= maxMessage ? message : `${message.slice(0, maxMessage).toWellFormed()} …`;
}

/** Says what a problem does to the report. */
export function effectOf({ code }: { readonly code: ProblemCode }): ProblemEffect {
  return problemEffects[code];
}
