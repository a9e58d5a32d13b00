import type { Linked } from '@fineprint/core';

/** An occurrence as `link` yields it. */
export type LinkedOccurrence = Extract<Linked, { is: 'occurrence' }>;
