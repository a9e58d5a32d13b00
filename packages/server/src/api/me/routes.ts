import * as z from 'zod';
import { route } from '../route.ts';
import { isoTime } from '../time.ts';

export const meSchema = z.object({
  /** As the audit log names them. */
  name: z.string(),
  /** The address of the server. */
  server: z.string(),
  /** The time of the server. */
  at: z.iso.datetime(),
});

const me = route({
  method: 'GET',
  url: '/me',
  summary: 'Tells who asks, as the audit log names them, and of which server and when.',
  needs: 'read',
  result: meSchema,
  handle: async ({ principal: { name } }, { clock, publicOrigin }) => ({
    name,
    server: publicOrigin(),
    at: isoTime(clock.now()),
  }),
});

/** Whoever asks. */
export const meRoutes = [me];
