import type { Location } from '../model/location.ts';
import type { Occurrence } from '../model/occurrence.ts';
import type { Slot } from '../model/slot.ts';

/**
 * Takes away the slots in values that several references share (a variable that is the version of one and a part of the
 * name of another): such a value may be written only where it is the version of each.
 */
export function ownSlots<T extends Pick<Occurrence, 'slots' | 'via'>>(
  occurrences: readonly T[],
): readonly T[] {
  const users = new Map<string, number>();
  const slotUsers = new Map<string, number>();
  for (const { via, slots } of occurrences) {
    for (const each of via) {
      count(users, placeKey(each));
      for (const slot of slots) if (isInside(slot, each)) count(slotUsers, slotKey(slot, each));
    }
  }
  const isOwn = (slot: Slot, via: readonly Location[]) =>
    via.every(
      (each) => !isInside(slot, each) || slotUsers.get(slotKey(slot, each)) === users.get(placeKey(each)),
    );
  return occurrences.map((occurrence) => {
    const slots = occurrence.slots.filter((slot) => isOwn(slot, occurrence.via));
    return slots.length === occurrence.slots.length ? occurrence : { ...occurrence, slots };
  });
}

function count(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

function isInside({ at }: Slot, { path, start, end }: Location): boolean {
  return at.path === path && start <= at.start && at.end <= end;
}

function placeKey({ path, start }: Location): string {
  return `${start} ${path}`;
}

function slotKey({ is, at }: Slot, via: Location): string {
  return `${is} ${at.start} ${at.end} ${placeKey(via)}`;
}
