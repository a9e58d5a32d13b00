import * as z from 'zod/mini';

/** Options of a rule that has none. */
export const NoOptions = z.strictObject({});
export type NoOptions = z.infer<typeof NoOptions>;
