import type { Place } from '../model/location.ts';
import { classifyGitRef } from '../parse/reference/index.ts';
import type { ScalarNode } from '../parse/tree/index.ts';
import type { SourceFile } from '../read/source-file.ts';
import type { ReferenceParts } from './reference.ts';

/** A version that a comment says, and where. */
export interface Claim {
  readonly text: string;
  readonly place: Place;
}

// `# v4.2.2`, `# tag=v4`, `# ratchet:actions/checkout@v4`, `# pin @v4`, `# frozen: v1.2.3`
const claimedVersion = /(?:^|[\s=@:])(?<version>v?\d+(?:\.\d+){0,3}(?:[-+][\w.-]+)?)(?=$|[\s,;)])/d;

/** Reads the version that the comment at the end of a scalar's line claims, as people write it beside a commit. */
export function claimOf(file: SourceFile, { comment }: ScalarNode): Claim | null {
  const match = comment && claimedVersion.exec(comment.text);
  const [start, end] = match?.indices?.groups?.version ?? [];
  if (!comment || start === undefined || end === undefined) return null;
  const written = file.text.slice(comment.start, comment.end);
  const offset = comment.start + written.indexOf(comment.text);
  return {
    text: comment.text.slice(start, end),
    place: file.place({ start: offset + start, end: offset + end }),
  };
}

/** Adds what a comment claims to a reference by commit; beside anything else a comment says nothing about the version. */
export function withClaim(parts: ReferenceParts, claim: Claim | null): ReferenceParts {
  const { request, slots } = parts;
  const isCommit = request.is === 'git-ref' && classifyGitRef(request.text) === 'commit';
  if (!claim || !isCommit) return parts;
  const slot = { is: 'claim', value: claim.text, place: claim.place, verbatim: true } as const;
  return { ...parts, claimed: claim.text, slots: [...slots, slot] };
}
