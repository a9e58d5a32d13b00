import * as z from 'zod';

const id = z.string().regex(/^\d{1,20}$/);

/**
 * What the token of a GitHub Actions job says (docs.github.com, "OpenID Connect reference"). Ids stay what they are when a
 * repository or its owner is renamed, names do not.
 */
export const ciClaims = z.object({
  iss: z.string(),
  jti: z.string().min(1).max(200),
  exp: z.number(),
  repository: z.string().min(1).max(200),
  repository_id: id,
  repository_owner_id: id,
  ref: z.string().regex(/^refs\/.{1,500}$/),
  event_name: z.string().min(1).max(100),
  run_id: id.optional(),
});
export type CiClaims = z.infer<typeof ciClaims>;
