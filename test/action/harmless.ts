import { expect } from 'vitest';
import { sarifErrors } from '../contracts/official-schemas.ts';
import { fileOf, shownBy } from './results.ts';
import { actionFile } from './runner/action-file.ts';
import type { Step } from './runner/run-step.ts';

/** What a terminal or a page obeys or hides, colours apart, which the log of a job shows. */
export const raw =
  /[\u0000-\u0008\u000b-\u001a\u001c-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]|\u001b(?!\[[\d;]*m)/;

/** Holds what must be true of every step, whatever it was fed. */
export function expectHarmless(step: Step): void {
  expect(step.complaints, 'the runner is content').toEqual([]);
  expect(step.dropped, 'annotations beyond the limit').toBe(0);
  expect(Object.keys(step.outputs).sort()).toEqual(Object.keys(actionFile.outputs).sort());
  expect(raw.exec(shownBy(step))?.[0]).toBeUndefined();
  expect(sarifErrors(fileOf(step.outputs['sarif-path']))).toEqual([]);
  expect(shownBy(step)).not.toMatch(/^\s+at .+:\d+:\d+\)?$/m);
}
