import type { JudgedComponent, Violation } from '@fineprint/core';
import retired from '../../../data/retired.json' with { type: 'json' };
import { coversKey, kindOfPattern } from '../../key-pattern.ts';
import { NoOptions } from '../../no-options.ts';
import type { PolicyRule } from '../../rule.ts';
import { named, placesOf } from '../../wording.ts';

/** Reports components whose makers say that they no longer work on them. */
export const upstreamArchived = {
  id: 'upstream-archived',
  title: 'The makers of a component have archived or deprecated it.',
  subject: 'component',
  defaultLevel: 'warning',
  options: NoOptions,
  *check(component: JudgedComponent): Iterable<Violation> {
    const known = byKind.get(component.kind) ?? [];
    const found = known.find(({ pattern }) => coversKey(pattern, component.key));
    if (found === undefined) return;
    const { state, instead, source } = found.entry;
    yield {
      message: `${named(component)} is ${state} by its makers (${source}): nobody mends it any more.`,
      remedy: instead === null ? 'Look for what takes its place.' : `Move to ${instead}.`,
      locations: placesOf(component),
    };
  },
} as const satisfies PolicyRule<NoOptions>;

const patterns = retired.flatMap((entry) => entry.components.map((pattern) => ({ pattern, entry })));
const byKind = Map.groupBy(patterns, ({ pattern }) => kindOfPattern(pattern));
