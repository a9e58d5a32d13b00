import * as z from 'zod';
import { publicKeys } from '../../signing/signing.ts';
import { route } from '../route.ts';
import { isoTime } from '../time.ts';

const key = z.object({
  keyId: z.string(),
  /** `Ed25519` (RFC 8032). */
  algorithm: z.literal('Ed25519'),
  /** As PEM (SPKI). */
  publicKey: z.string(),
  createdAt: z.iso.datetime(),
  /** Whether it still signs; what others signed stays valid. */
  isCurrent: z.boolean(),
});

const list = route({
  method: 'GET',
  url: '/signing-keys',
  summary:
    'Gives the public keys by which what this server signed is verified; nobody has to log in for them.',
  needs: null,
  result: z.object({ items: z.array(key) }),
  handle: async (_asked, means) => ({
    items: (await publicKeys(means)).map(({ createdAt, ...rest }) => ({
      ...rest,
      algorithm: 'Ed25519' as const,
      createdAt: isoTime(createdAt),
    })),
  }),
});

/** The keys by which the server signs. */
export const signingKeyRoutes = [list];
