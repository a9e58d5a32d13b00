import type { Waiver } from '@fineprint/core';

/** A comment that waives a rule for the line on which every component stands. */
export interface InlineSketch {
  readonly rule: string;
  readonly until: string;
  readonly reason: string;
}

/** The waiver that such a comment is. */
export function inlineWaiver({ rule, until, reason }: InlineSketch): Waiver {
  const location = { path: 'main.tf', line: 2, column: 15, endLine: 2, endColumn: 60 };
  return {
    id: 'main.tf:2',
    rules: [rule],
    line: { path: 'main.tf', line: 2 },
    reason,
    owner: null,
    expires: until,
    writtenAt: 'main.tf:2:15',
    location,
  };
}
