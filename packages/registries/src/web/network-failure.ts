/**
 * Why a request failed: `network` failures may pass, `silence` may; a host that is `gone` stays so. We ourselves refuse a
 * host that is `private`, one address of a host (`guard`), or one answer (`limit`); a `budget` of the whole run has nothing
 * to do with the host.
 */
export type FailedBy = 'network' | 'silence' | 'gone' | 'private' | 'guard' | 'limit' | 'budget';

/** A name that leads into a private network. */
export class PrivateAddressError extends Error {
  readonly address: string;
  constructor(address: string) {
    super(`${address} is private`);
    this.address = address;
  }
}

/** Says that nothing came in time. */
export function notWithin(ms: number): string {
  return `It did not answer within ${ms / 1000} seconds.`;
}

/** Says in a sentence what a failed connection means. */
export function explainNetwork(error: NodeJS.ErrnoException): {
  readonly by: FailedBy;
  readonly because: string;
} {
  if (error instanceof PrivateAddressError) {
    const because = `Its name leads into a private network (${error.address}); list the host in the settings if it is meant.`;
    return { by: 'private', because };
  }
  const code = error.code ?? error.message;
  const by = silent.has(code) ? 'silence' : gone.has(code) ? 'gone' : 'network';
  return { by, because: explanations.get(code) ?? `The connection failed (${code}).` };
}

const silent: ReadonlySet<string> = new Set(['EAI_AGAIN', 'ETIMEDOUT']);

// No such name, or a certificate that nobody can trust.
const gone: ReadonlySet<string> = new Set([
  'ENOTFOUND',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
]);

const explanations: ReadonlyMap<string, string> = new Map([
  ['ENOTFOUND', 'No name server knows it.'],
  ['EAI_AGAIN', 'Its name could not be looked up.'],
  ['ECONNREFUSED', 'It refused the connection.'],
  ['ECONNRESET', 'It ended the connection.'],
  ['EPIPE', 'It ended the connection.'],
  ['ENETUNREACH', 'The network does not reach it.'],
  ['EHOSTUNREACH', 'The network does not reach it.'],
  ['ETIMEDOUT', 'It did not answer in time.'],
  ['HPE_HEADER_OVERFLOW', 'It answered with more headers than anybody reads.'],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'Nobody known signed its certificate; name the authority in the settings.'],
  ['SELF_SIGNED_CERT_IN_CHAIN', 'Nobody known signed its certificate; name the authority in the settings.'],
  [
    'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    'Nobody known signed its certificate; name the authority in the settings.',
  ],
  ['CERT_HAS_EXPIRED', 'Its certificate has expired.'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'Its certificate is for another host.'],
]);
