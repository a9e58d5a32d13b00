import { reportPieces } from '@fineprint/core';
import type { Reporter } from './reporter.ts';

/** The report itself, `json-1`. */
export const json = {
  id: 'json-1',
  title: 'Report as JSON',
  render: reportPieces,
} as const satisfies Reporter;
