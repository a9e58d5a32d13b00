import { expect, test } from 'vitest';
import type { ResolvedOccurrence } from '../model/occurrence.ts';
import { addUnanswered, type Unanswered, unansweredProblems } from './unanswered.ts';

/** An occurrence of a thing at a line. */
function named(name: string, line: number, held?: number): ResolvedOccurrence {
  const place = (at: number) => ({ path: 'a', line: at, column: 1, endLine: at, endColumn: 2 });
  const heldAt = held === undefined ? {} : { heldAt: place(held) };
  return { name, ref: `thing:${name}`, at: place(line), ...heldAt } as unknown as ResolvedOccurrence;
}

test('a reason is one problem, with how many components it is about, at the first place', () => {
  const all: Unanswered = new Map();
  for (const one of [named('a', 3), named('a', 5), named('b', 7), named('c', 9)])
    addUnanswered(all, 'It is down.', one);
  addUnanswered(all, 'It is gone.', named('d', 1, 4));
  addUnanswered(all, 'It is gone.', named('d', 2));
  const said = unansweredProblems(all, 'contents');
  expect(said.map(({ location, message }) => `${location?.line}: ${message}`)).toEqual([
    '3: What a and 2 others hold could not be asked for. It is down.',
    '4: What d holds could not be asked for. It is gone.',
  ]);
});
