import type { Usage } from '@fineprint/core';

/** The section `obligations`: by obligation, the usages in which it is not accepted. */
export type Obligations = Readonly<Record<string, readonly Usage[]>>;
