import { expect, test } from 'vitest';
import { roundUp, stackedPlot } from './plots.ts';

const plot = {
  id: 'p',
  title: 'Findings',
  days: ['2026-11-01', '2026-11-03'],
  until: '2026-11-04',
  series: [
    { label: 'Errors', colour: 'level-error', values: [2, 4] },
    { label: 'Notes', colour: 'level-note', values: [0, 0] },
    { label: '<Warnings>', colour: 'level-warning', values: [2, 0] },
  ],
  none: 'None.',
};

test('areas lie on one another, and a value holds until the next day that has one', () => {
  const { text } = stackedPlot(plot);
  const areas = [...text.matchAll(/class="c-(?<colour>[\w-]+)" d="(?<path>[^"]+)"/g)];
  // Four days of 250 each, of which the first value has two; the highest stack of 4 fills the height.
  expect(areas.map(({ groups }) => [groups?.colour, groups?.path])).toEqual([
    [
      'level-error',
      'M0.0 150.0L500.0 150.0L500.0 0.0L1000.0 0.0L1000.0 300.0L500.0 300.0L500.0 300.0L0.0 300.0Z',
    ],
    ['level-warning', 'M0.0 0.0L500.0 0.0L500.0 0.0L1000.0 0.0L1000.0 0.0L500.0 0.0L500.0 150.0L0.0 150.0Z'],
  ]);
});

test('its text says how things stand, and its table every day', () => {
  const { text } = stackedPlot(plot);
  expect(text).toContain('Findings from 2026-11-01 to 2026-11-04. Now: Errors 4, &lt;Warnings&gt; 0.');
  expect(text).toContain('<td class="number">2</td><td class="number">2</td>');
  expect(text).not.toContain('<Warnings>');
  expect(text).not.toContain('Notes');
});

test('nothing to show is said', () => {
  expect(stackedPlot({ ...plot, days: [], series: [] }).text).toContain('None.');
});

test('an axis ends at a number that is easy to read', () => {
  expect([0, 1, 3, 7, 11, 21, 99, 101, 2_163, 8_001].map(roundUp)).toEqual([
    2, 2, 4, 8, 20, 30, 100, 200, 3_000, 10_000,
  ]);
});
