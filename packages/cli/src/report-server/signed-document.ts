import { createPublicKey, verify } from 'node:crypto';
import * as z from 'zod/mini';
import { UsageError } from '../usage-error.ts';

/** What a server answers: a text, and its signature by Ed25519 (RFC 8032) in base64. */
export const SignedDocument = z.object({ document: z.string(), keyId: z.string(), signature: z.string() });
export type SignedDocument = z.infer<typeof SignedDocument>;

const Waiver = z.looseObject({ id: z.string(), rule: z.string(), expires: z.string() });

const Refusal = z.object({
  outcome: z.enum(['rejected', 'needs-information']),
  rule: z.string(),
  component: z.string(),
  versions: z.optional(z.string()),
  license: z.optional(z.string()),
  reason: z.string(),
  owner: z.string(),
});

const PipelineDocument = z.object({
  schema: z.literal('fineprint-pipeline/1'),
  server: z.string(),
  project: z.string(),
  issuedAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
  policies: z.array(z.object({ name: z.string(), text: z.string() })),
  waivers: z.array(Waiver),
  // Servers before this one sent none.
  refusals: z._default(z.array(Refusal), []),
});

/** What a server says of a project: the policies that judge it, and what was decided. */
export type PipelineDocument = z.infer<typeof PipelineDocument>;

/** What a document has to be: signed by a key, of a server, about a project, and not expired. */
export interface Expected {
  readonly key: string;
  readonly server: string;
  readonly project: string;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** Reads a document of a server; throws a `UsageError` that says which of what it has to be it is not. */
export function verified(signed: SignedDocument, { key, server, project, now }: Expected): PipelineDocument {
  const refuse = (what: string) =>
    new UsageError(`What ${server} said of its policy and waivers is not used: ${what}`);
  if (!isSignedBy(signed, key))
    throw refuse(
      'its signature is not by the key that the settings pin. Either somebody changed it, or the server has another key: compare with what the server shows.',
    );
  const parsed = PipelineDocument.safeParse(JSON.parse(signed.document));
  if (!parsed.success) throw refuse('it has a form that this version does not know. A newer one may.');
  const { data } = parsed;
  if (data.server !== server) throw refuse(`it is signed for ${data.server}.`);
  if (data.project !== project)
    throw refuse(`it is about the project "${data.project}", and not "${project}".`);
  if (Date.parse(data.expiresAt) <= now)
    throw refuse(`it expired on ${data.expiresAt.slice(0, 10)}: a run with --online fetches what holds now.`);
  return data;
}

function isSignedBy({ document, signature }: SignedDocument, key: string): boolean {
  const x = key.replace(/^ed25519:/, '');
  const publicKey = createPublicKey({ format: 'jwk', key: { kty: 'OKP', crv: 'Ed25519', x } });
  return verify(null, Buffer.from(document), publicKey, Buffer.from(signature, 'base64'));
}

/** A public key as settings pin it, given as PEM; throws a `UsageError` where it is none of Ed25519. */
export function keyOfPem(pem: string): string {
  const { crv, x } = createPublicKey(pem).export({ format: 'jwk' });
  if (crv !== 'Ed25519' || x === undefined) throw new UsageError('The key of the server is none of Ed25519.');
  return `ed25519:${x}`;
}
