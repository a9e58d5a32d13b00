import type { Place } from '../model/location.ts';
import type { Slot } from '../model/slot.ts';
import { classifyGitRef } from '../parse/reference/index.ts';
import type { ScalarNode } from '../parse/tree/index.ts';
import type { SourceFile } from '../read/source-file.ts';
import type { PlacedSlot } from './fact.ts';
import type { ReferenceParts } from './reference.ts';

/** A version that a comment says, and where. */
export interface Claim {
  readonly text: string;
  readonly place: Place;
  /** Set where no comment says one: the text is empty then, and the place is where a comment would begin. */
  readonly absent?: Slot['absent'];
}

// `# v4.2.2`, `# tag=v4`, `# ratchet:actions/checkout@v4`, `# pin @v4`, `# frozen: v1.2.3`
const claimedVersion = /(?:^|[\s=@:])(?<version>v?\d+(?:\.\d+){0,3}(?:[-+][\w.-]+)?)(?=$|[\s,;)])/d;

// What may follow a scalar on its line where no comment does: the quote that ends it, and blanks.
const blankEnd = /["']?(?=[ \t]*(?:\r?\n|$))/y;

/**
 * Reads the version that the comment at the end of a scalar's line claims, as people write it beside a commit; where the
 * line has no comment, the place of one, with what stands `before` the version there.
 */
export function claimOf(file: SourceFile, scalar: ScalarNode, before = ' # '): Claim | null {
  const { comment } = scalar;
  if (!comment) return absentClaim(file, scalar, before);
  const match = claimedVersion.exec(comment.text);
  const [start, end] = match?.indices?.groups?.version ?? [];
  if (start === undefined || end === undefined) return null;
  const written = file.text.slice(comment.start, comment.end);
  const offset = comment.start + written.indexOf(comment.text);
  return {
    text: comment.text.slice(start, end),
    place: file.place({ start: offset + start, end: offset + end }),
  };
}

function absentClaim(file: SourceFile, { end, style }: ScalarNode, before: string): Claim | null {
  // In a block scalar a comment would be content.
  if (style === 'literal' || style === 'folded') return null;
  blankEnd.lastIndex = end;
  const quote = blankEnd.exec(file.text);
  if (!quote) return null;
  const at = end + quote[0].length;
  return { text: '', place: file.place({ start: at, end: at }), absent: { before, after: '' } };
}

/** Adds what a comment claims to a reference to git; beside anything else than a commit a comment says nothing about the version. */
export function withClaim(parts: ReferenceParts, claim: Claim | null): ReferenceParts {
  const { request, slots } = parts;
  if (!claim || request.is !== 'git-ref') return parts;
  const isClaimed = !claim.absent && classifyGitRef(request.text) === 'commit';
  return { ...parts, ...(isClaimed ? { claimed: claim.text } : {}), slots: [...slots, claimSlot(claim)] };
}

/** The slot of a claim. */
export function claimSlot({ text, place, absent }: Claim): PlacedSlot {
  return { is: 'claim', value: text, place, verbatim: true, ...(absent ? { absent } : {}) };
}
