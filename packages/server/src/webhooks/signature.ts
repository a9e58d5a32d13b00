import { createHmac, randomBytes } from 'node:crypto';

// The form of https://www.standardwebhooks.com, for which receivers find libraries in most languages.
const prefix = 'whsec_';

/** Makes the secret by which a webhook knows that it is told by this server. */
export function newWebhookSecret(): string {
  return `${prefix}${randomBytes(32).toString('base64')}`;
}

/** The headers of a message: its id, when it is sent, and a signature by each secret (HMAC-SHA256 over id, time and body). */
export function signedHeaders(
  message: { readonly id: string; readonly sentAt: number; readonly body: string },
  secrets: readonly string[],
): Readonly<Record<string, string>> {
  const { id, body } = message;
  const timestamp = Math.floor(message.sentAt / 1_000);
  const signatures = secrets.map((secret) => {
    const key = Buffer.from(secret.slice(prefix.length), 'base64');
    return `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`;
  });
  return {
    'webhook-id': id,
    'webhook-timestamp': String(timestamp),
    'webhook-signature': signatures.join(' '),
  };
}
