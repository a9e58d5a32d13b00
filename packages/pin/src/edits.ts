import {
  type Edit,
  isWritable,
  type Kind,
  orderedEdits,
  type ResolvedOccurrence,
  type Slot,
  writtenIn,
} from '@fineprint/core';
import type { Left, Pinned, Target } from './outcome.ts';
import type { Aimed } from './target.ts';

/** The edits that write a target into the slots of an occurrence, or why there is no slot for it. */
export function editsFor({ occurrence, target }: Aimed, { byHand }: Kind): Pinned | Left {
  if (!plain[target.is].test(target.value))
    return { occurrence, because: `What was answered is not ${wording[target.is]} that could be written.` };
  const slot = slotFor(occurrence, target);
  if (!slot)
    return {
      occurrence,
      because: byHand ?? `There is no place in which ${wording[target.is]} could be written.`,
    };
  const edits = [editOf(slot, target.value)];
  const claim = occurrence.slots.find(({ is, verbatim }) => is === 'claim' && verbatim);
  if (target.is === 'commit' && target.claim !== null && claim && claim.value !== target.claim)
    edits.push(editOf(claim, target.claim));
  return { occurrence, target, edits };
}

const wording = { commit: 'a commit', digest: 'a digest', version: 'a version' } as const;

// What a registry answers may be made to do more in a file than stand there.
const plain = {
  commit: /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/,
  digest: /^sha256:[0-9a-f]{64}$/,
  version: /^[0-9A-Za-z][0-9A-Za-z._+!~-]{0,255}$/,
} as const;

/** A commit takes the place of the tag or branch that led to it, and not that of a version which nobody wrote. */
function slotFor({ slots }: ResolvedOccurrence, { is }: Target): Slot | undefined {
  const find = (wanted: Slot['is']) => slots.find((slot) => slot.is === wanted && isWritable(slot));
  if (is !== 'commit') return find(is);
  const named = find('version');
  return find('commit') ?? (named?.absent ? undefined : named);
}

function editOf(slot: Slot, value: string): Edit {
  const { path, start, end } = slot.at;
  return { path, start, end, text: writtenIn(slot, value) };
}

/** Keeps the pins whose edits can be made together: no two may write over one another, or different things at one place. */
export function withoutConflicts(pinned: readonly Pinned[]): {
  readonly kept: readonly Pinned[];
  readonly left: readonly Left[];
} {
  const clashing = new Set<string>();
  let last: Edit | null = null;
  for (const edit of orderedEdits(pinned.flatMap(({ edits }) => edits))) {
    if (last && last.path === edit.path && (edit.start < last.end || edit.start === last.start)) {
      clashing.add(placeOf(last));
      clashing.add(placeOf(edit));
    }
    if (!last || last.path !== edit.path || edit.end >= last.end) last = edit;
  }
  const isClashing = ({ edits }: Pinned) => edits.some((edit) => clashing.has(placeOf(edit)));
  return {
    kept: pinned.filter((each) => !isClashing(each)),
    left: pinned.filter(isClashing).map(({ occurrence }) => ({ occurrence, because: shared })),
  };
}

const shared = 'Several references share the text that says its version, and lead to different things.';

function placeOf({ path, start, end }: Edit): string {
  return `${path}\0${start}\0${end}`;
}
