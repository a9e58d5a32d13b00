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

// `# v4.2.2`, `# tag=v4`, `# ratchet:actions/checkout@v4`, `# pin @v4`, `# frozen: v1.2.3`: what a comment begins with, as
// Renovate and Dependabot read it, too. A number without a dot is a version only where nothing else is said.
const claimedVersion =
  /^(?:renovate ?: ?)?(?:(?:pin|tag|version|release|frozen|ratchet)\b ?[:=]? ?)?(?:[\w.-]{1,100}\/[\w./-]{1,200}@|@)?(?<version>(?:v\d+(?:\.\d+){0,3}|\d+(?:\.\d+){1,3}|\d+$)(?:[-+][\w.-]+)?)(?=$|[\s,;)])/d;

// Such a comment is obeyed only where it says nothing else.
const lonelyDirective = /^yamllint /;

// What may follow a scalar on its line where no comment does: the quote that ends it, the colon behind a key, and blanks.
const blankEnd = /["']?:?(?=[ \t]*(?:\r?\n|$))/y;

// The end of flow collections, with the comment behind it. Other keys may come before that, but nothing that could be
// another reference, which the comment might belong to.
const flowEnd =
  /["']?(?:,(?:(?![}\]][ \t]*,)[^#"'@/?\r\n]){0,300})?[ \t]*[}\]](?:[ \t]{0,20}[}\]]){0,20}(?:[ \t]+#[ \t]*(?<comment>[^\r\n]*))?(?=\r?\n|$)/dy;

// A template's expression begins with two braces.
const isJson = /^\s*(?:\{(?!\{)|\[)/;

/**
 * Reads the version that the comment at the end of a scalar's line claims, as people write it beside a commit. Where none
 * does, it is the place of one, with what stands `before` the version there: a comment about something else is kept, and
 * follows as a comment of its own (`# v4 # why`).
 */
export function claimOf(file: SourceFile, scalar: ScalarNode, before = ' # '): Claim | null {
  const { comment } = scalar;
  if (!comment) return absentClaim(file, scalar, before);
  const written = file.text.slice(comment.start, comment.end);
  return commentClaim(file, comment.text, comment.start + written.indexOf(comment.text), before);
}

const commentBehind = /["']?[ \t]*(?<mark>#|\/\/)?(?<text>[^\r\n]{0,500})/dy;

/** The same at the end of a line of HCL, whose value ends at a place; `null` where more than a comment follows. */
export function claimBehind(file: SourceFile, end: number): Claim | null {
  commentBehind.lastIndex = end;
  const match = commentBehind.exec(file.text);
  const { mark, text = '' } = match?.groups ?? {};
  if (!match || (mark === undefined && text !== '')) return null;
  const [start = end] = match.indices?.groups?.text ?? [];
  const blanks = text.length - text.trimStart().length;
  if (mark !== undefined) return commentClaim(file, text.trim(), start + blanks, ' # ');
  const at = end + match[0].trimEnd().length;
  return { text: '', place: file.place({ start: at, end: at }), absent: { before: ' # ', after: '' } };
}

function commentClaim(file: SourceFile, comment: string, offset: number, before: string): Claim | null {
  const [start, end] = claimedVersion.exec(comment)?.indices?.groups?.version ?? [];
  if (start !== undefined && end !== undefined)
    return {
      text: comment.slice(start, end),
      place: file.place({ start: offset + start, end: offset + end }),
    };
  if (lonelyDirective.test(comment)) return null;
  const at =
    offset - (/(?:#|\/\/)[ \t]*$/.exec(file.text.slice(Math.max(offset - 20, 0), offset))?.[0].length ?? 0);
  const absent = { before: before.trimStart(), after: ' ' };
  return at === offset ? null : { text: '', place: file.place({ start: at, end: at }), absent };
}

function absentClaim(file: SourceFile, { end, style }: ScalarNode, before: string): Claim | null {
  // In a block scalar a comment would be content, and JSON has none.
  if (style === 'literal' || style === 'folded' || isJson.test(file.text)) return null;
  blankEnd.lastIndex = end;
  flowEnd.lastIndex = end;
  const flow = flowEnd.exec(file.text);
  const [start = 0] = flow?.indices?.groups?.comment ?? [];
  if (start > 0) return commentClaim(file, flow?.groups?.comment ?? '', start, before);
  const [blank] = flow ?? blankEnd.exec(file.text) ?? [];
  if (blank === undefined) return null;
  const at = end + blank.length;
  return { text: '', place: file.place({ start: at, end: at }), absent: { before, after: '' } };
}

/**
 * Adds what a comment claims to a reference to git whose ref is written in the same line; beside anything else than a commit
 * a comment says nothing about the version.
 */
export function withClaim(parts: ReferenceParts, claim: Claim | null): ReferenceParts {
  const { request, slots } = parts;
  if (!claim || request.is === 'nothing') return parts;
  if (!slots.some(({ is, place }) => is !== 'claim' && place.line === claim.place.line)) return parts;
  const isClaimed = !claim.absent && classifyGitRef(request.text) === 'commit';
  return { ...parts, ...(isClaimed ? { claimed: claim.text } : {}), slots: [...slots, claimSlot(claim)] };
}

/** The slot of a claim. */
export function claimSlot({ text, place, absent }: Claim): PlacedSlot {
  return { is: 'claim', value: text, place, verbatim: true, ...(absent ? { absent } : {}) };
}
