import type { Usage } from '@fineprint/core';

/** The usages that a notice is about unless it is asked for others: what comes to others, and what runs. */
export const shippedUsages: readonly Usage[] = ['distributed', 'deployed'];
