import { writeReport } from '@fineprint/core';
import type { Reporter } from './reporter.ts';

/** The report itself, `json-1`. */
export const json = {
  id: 'json-1',
  title: 'Report as JSON',
  *render(report) {
    yield writeReport(report);
  },
} as const satisfies Reporter;
