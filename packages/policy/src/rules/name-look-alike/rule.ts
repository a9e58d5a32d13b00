import type { JudgedComponent, Violation } from '@fineprint/core';
import wellKnown from '../../../data/well-known.json' with { type: 'json' };
import { NoOptions } from '../../no-options.ts';
import type { PolicyRule } from '../../rule.ts';
import { named, placesOf } from '../../wording.ts';
import { NearNames } from './near.ts';

/** Reports names that nobody knows and that are one slip away from one that many use, as a whole or in their account. */
export const nameLookAlike = {
  id: 'name-look-alike',
  title: 'A name is one slip away from one that many use.',
  subject: 'component',
  defaultLevel: 'warning',
  options: NoOptions,
  *check(component: JudgedComponent): Iterable<Violation> {
    const { key, kind, license } = component;
    const names = namesOf(kind);
    // What somebody has looked at is what it says it is.
    if (names === null || license.observed.length > 0) return;
    const name = key.slice(kind.length + 1).replace(/#.*$/s, '');
    const meant = names.whole.nearest(name) ?? names.accounts.nearest(accountOf(name) ?? '');
    if (meant === null || meant.length < shortest) return;
    yield {
      message: `${named(component)} is one slip away from ${meant}, which many use, and nothing is known of it.`,
      remedy: `Look at who publishes it. Where ${meant} is meant, write that; where it is right, accept it in a waiver.`,
      locations: placesOf(component),
    };
  },
} as const satisfies PolicyRule<NoOptions>;

// Of short names, many are near to each other.
const shortest = 5;

interface Names {
  readonly whole: NearNames;
  readonly accounts: NearNames;
}

const known: ReadonlyMap<string, readonly string[]> = new Map(Object.entries(wellKnown));
const made = new Map<string, Names>();

/** The well-known names of a kind, made ready when they are first asked for. */
function namesOf(kind: string): Names | null {
  const names = known.get(kind);
  if (names === undefined) return null;
  const ready = made.get(kind) ?? {
    whole: new NearNames(names),
    accounts: new NearNames(names.flatMap((name) => accountOf(name) ?? [])),
  };
  made.set(kind, ready);
  return ready;
}

/** Who publishes it: all of the name but its last part. */
function accountOf(name: string): string | null {
  const end = name.lastIndexOf('/');
  return end < 0 ? null : name.slice(0, end);
}
