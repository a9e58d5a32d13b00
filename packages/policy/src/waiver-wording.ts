import type { ReportLocation, Violation, Waiver, WaiverUse } from '@fineprint/core';
import { quotable } from './wording.ts';

/** Where a finding about a waiver points: to itself, else to what it covers; `null` where the root holds neither. */
export function placeOfWaiver({ waiver, covered }: WaiverUse): ReportLocation | null {
  return waiver.location ?? covered;
}

/** What makes a finding about a waiver the same when the waiver moves: its id, or what a comment says. */
export function addressOfWaiver(
  { id, rules, reason, line }: Waiver,
  at: ReportLocation,
): Violation['place'] & {} {
  const address = line === undefined ? `waiver ${id}` : `ignore[${rules.join(', ')}] ${reason}`;
  return { path: at.path, address };
}

/** A waiver as a sentence begins with it: `The waiver "consul" for license-needs-review`. */
export function namedWaiver({ id, rules, line }: Waiver): string {
  const of = line === undefined ? `waiver "${quotable(id)}"` : 'waiver in this comment';
  return `The ${of} for ${rules.map(quotable).join(', ')}`;
}

/** `1 finding`, `2 findings`. */
export function findingsInWords(count: number): string {
  return `${count} finding${count === 1 ? '' : 's'}`;
}
