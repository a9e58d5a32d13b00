import type { Rule } from '@fineprint/core';
import type * as z from 'zod/mini';

/** A rule with the schema of its options, whose defaults are the rule's own; or the section of the policy that they are. */
export type PolicyRule<Options = unknown> = Rule<Options> & {
  readonly options: z.ZodMiniType<Options>;
  readonly section?: 'pinning' | 'sources' | 'obligations';
  /** Whether the policy itself makes it. */
  readonly isCustom?: boolean;
};
