import * as z from 'zod';

/** What a decision says of the findings that it settles, as the API tells it. */
export const outcomes = z.enum([
  'approved',
  'approved-until',
  'rejected',
  'needs-information',
  'false-positive',
]);
