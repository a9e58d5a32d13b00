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

// A template's expression begins with two braces.
const isJson = /^\s*(?:\{(?!\{)|\[)/;

/**
 * Reads the version that the comment at the end of a scalar's line claims, as people write it beside a commit; where the
 * line has no comment, the place of one, with what stands `before` the version there.
 */
export function claimOf(file: SourceFile, scalar: ScalarNode, before = ' # '): Claim | null {
  const { comment } = scalar;
  if (!comment) return absentClaim(file, scalar, before);
  const written = file.text.slice(comment.start, comment.end);
  return claimIn(file, comment.text, comment.start + written.indexOf(comment.text));
}

const commentBehind = /["']?[ \t]*(?<mark>#|\/\/)?(?<text>[^\r\n]{0,500})/dy;

/** The same at the end of a line of HCL, whose value ends at a place; `null` where more than a comment follows. */
export function claimBehind(file: SourceFile, end: number): Claim | null {
  commentBehind.lastIndex = end;
  const match = commentBehind.exec(file.text);
  const { mark, text = '' } = match?.groups ?? {};
  if (!match || (mark === undefined && text !== '')) return null;
  const [start = end] = match.indices?.groups?.text ?? [];
  if (mark !== undefined) return claimIn(file, text, start);
  const at = end + match[0].trimEnd().length;
  return { text: '', place: file.place({ start: at, end: at }), absent: { before: ' # ', after: '' } };
}

function claimIn(file: SourceFile, comment: string, offset: number): Claim | null {
  const match = claimedVersion.exec(comment);
  const [start, end] = match?.indices?.groups?.version ?? [];
  if (start === undefined || end === undefined) return null;
  return {
    text: comment.slice(start, end),
    place: file.place({ start: offset + start, end: offset + end }),
  };
}

function absentClaim(file: SourceFile, { end, style }: ScalarNode, before: string): Claim | null {
  // In a block scalar a comment would be content, and JSON has none.
  if (style === 'literal' || style === 'folded' || isJson.test(file.text)) return null;
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
