import { expect, test } from 'vitest';
import { locate } from '../model/location.ts';
import { ownSlots } from './own-slots.ts';

const place = { start: 4, end: 9, line: 1, column: 5, endLine: 1, endColumn: 10 };
const at = locate('vars.yml', place);
const slot = { is: 'version', value: '1.2.3', at, verbatim: true } as const;

test('a shared value that is a part of a name has no slot', () => {
  const [one, two] = ownSlots([
    { via: [at], slots: [slot] },
    { via: [at], slots: [] },
  ]);
  expect(one?.slots).toEqual([]);
  expect(two?.slots).toEqual([]);
});

test('a shared value that is the version of each keeps its slots', () => {
  const all = [
    { via: [at], slots: [slot] },
    { via: [at], slots: [slot] },
  ];
  expect(ownSlots(all)).toEqual(all);
});
