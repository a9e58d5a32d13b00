import { pins } from '@fineprint/core';
import * as z from 'zod/mini';

/** The section `sources`: where components may come from. */
export const Sources = z.strictObject({
  /** Kinds and key patterns. Where one is of a kind, whatever of that kind no entry names is not allowed. */
  allow: z._default(z.array(z.string()), []),
  deny: z._default(z.array(z.string()), []),
  /** The weakest pin that is enough for what comes from git; absent where the section `pinning` says enough. */
  git: z.optional(z.enum(pins)),
  /** The ways by which components may be fetched. */
  transport: z._default(z.array(z.string()), [
    'https',
    'ssh',
    'oci',
    's3',
    'gcs',
    'sftp',
    'ftps',
    'docker',
    'npm',
    'file',
  ]),
});
export type Sources = z.infer<typeof Sources>;
