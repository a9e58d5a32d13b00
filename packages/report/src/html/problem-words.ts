import type { ProblemCode, ProblemEffect } from '@fineprint/core';

/** What each problem of a scan is, for who has never met its code. */
export const problemWords: Readonly<Record<ProblemCode, string>> = {
  'syntax-invalid': 'Files with a part that could not be understood',
  'file-unreadable': 'Files that could not be read',
  'file-too-large': 'Files that are too large to be read',
  'file-binary': 'Files that are no text, though their name says so',
  'file-special': 'Pipes, sockets or devices in place of a file',
  'symlink-escapes-root': 'Links that lead out of what was scanned; nothing behind them was looked at',
  'symlink-ignored': 'Links that lead nowhere or in a circle',
  'limit-reached': 'A limit of the scan was reached; what lies beyond it was not read',
  'tool-defect': 'Fineprint itself failed here; please report it',
  'unresolved-reference': 'References that depend on a value the repository does not hold',
  'version-unknown': 'References that name no exact version',
  'lookup-unanswered': 'Registries that did not answer',
  'content-unverified': 'Locked components of which nobody could look at the content',
  'encoding-assumed': 'Files whose encoding had to be guessed',
  'duplicate-key': 'Settings that are written twice; the last one counts',
  'reference-invalid': 'References that do not have the form they should have',
  'rule-unanswered': 'Questions of the policy that took too long to answer',
  'waiver-invalid': 'Waivers in comments that do not have their form and waive nothing',
  'git-data-unreadable': 'Git data that could not be read',
  'license-unreadable': 'Licence statements that make no sense and were not used',
  'curation-lapsed':
    'Corrections of a licence in the policy that no longer hold, because the text has changed',
  'curation-unused': 'Corrections of a licence in the policy that fit nothing here',
  'nothing-recognised': 'Nothing here is infrastructure code that Fineprint reads',
  'file-unclaimed': 'Files that look like infrastructure code, of a format that Fineprint does not read',
};

/** What problems do to the report, the worst first. */
export const effectWords: Readonly<Record<ProblemEffect, string>> = {
  unread: 'Something was not read, so components may be missing from this report.',
  unresolved: 'The component is in this report; which version of it is used is not known.',
  unasked: 'An answer that was asked for is missing.',
  noted: 'No number in this report depends on it.',
};
