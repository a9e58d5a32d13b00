import { decodeJwt, errors, type JWTVerifyGetKey, jwtVerify } from 'jose';
import type { Clock } from '../../clock.ts';
import { type Reason, Refusal } from '../refusal.ts';
import { type CiClaims, ciClaims } from './claims.ts';
import { KeysUnavailable } from './issuer-keys.ts';

/** What proves a token of a CI job. */
export interface Verifying {
  /** By the name of each issuer that is trusted, what finds its keys. */
  readonly issuers: ReadonlyMap<string, JWTVerifyGetKey>;
  /** For whom tokens have to be: the address of this server. */
  readonly audience: string;
  readonly clock: Clock;
}

/** How far the clocks of the issuer and this server may be apart. */
export const toleranceS = 30;
const longestLifeS = 3_600;

/** What a token says, proven to come from an issuer that is trusted, for this server, and now; throws a `Refusal`. */
export async function verifyToken(token: string, { issuers, audience, clock }: Verifying): Promise<CiClaims> {
  const issuer = issuerOf(token);
  const said = { issuer };
  const keys = issuers.get(issuer);
  if (!keys) throw new Refusal('issuer-not-trusted', 'unauthenticated', { said });
  try {
    const { payload } = await jwtVerify(token, keys, {
      algorithms: ['RS256', 'ES256'],
      issuer,
      audience,
      requiredClaims: ['exp', 'iat', 'jti'],
      maxTokenAge: longestLifeS,
      clockTolerance: toleranceS,
      currentDate: new Date(clock.now()),
    });
    const claims = ciClaims.safeParse(payload);
    if (!claims.success) throw new Refusal('claim-missing', 'unauthenticated', { said });
    return claims.data;
  } catch (cause) {
    if (cause instanceof Refusal) throw cause;
    throw new Refusal(reasonOf(cause), 'unauthenticated', { said, cause });
  }
}

/** Who a token says that it is of, of which nothing is proven yet. */
function issuerOf(token: string): string {
  try {
    // It may be anything, whatever its type says.
    const { iss }: { readonly iss?: unknown } = decodeJwt(token);
    return typeof iss === 'string' ? iss : '';
  } catch (cause) {
    throw new Refusal('token-malformed', 'unauthenticated', { cause });
  }
}

function reasonOf(cause: unknown): Reason {
  if (cause instanceof KeysUnavailable) return 'keys-unavailable';
  if (cause instanceof errors.JOSEAlgNotAllowed) return 'algorithm-not-allowed';
  if (cause instanceof errors.JWSSignatureVerificationFailed) return 'signature-wrong';
  if (cause instanceof errors.JWTExpired) return 'token-expired';
  if (cause instanceof errors.JWKSNoMatchingKey || cause instanceof errors.JWKSMultipleMatchingKeys)
    return 'key-unknown';
  if (cause instanceof errors.JWTClaimValidationFailed) return byClaim[cause.claim] ?? 'claim-missing';
  if (cause instanceof errors.JOSEError) return 'token-malformed';
  throw cause;
}

const byClaim: Readonly<Record<string, Reason>> = {
  aud: 'audience-wrong',
  nbf: 'token-not-yet-valid',
  iat: 'token-not-yet-valid',
};
