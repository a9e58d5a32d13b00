import type { Configuration, IDToken } from 'openid-client';
import * as z from 'zod';
import { ApiProblem } from '../../api/problem.ts';
import { Refusal } from '../refusal.ts';
import type { RoleMap } from './role-map.ts';

/** How people log in at an identity provider (OpenID Connect). */
export interface ProviderSettings {
  readonly issuer: URL;
  readonly clientId: string;
  /** `null` for a public client, which PKCE alone protects. */
  readonly clientSecret: string | null;
  /** The claim that lists somebody's groups. */
  readonly groupsClaim: string;
  /** Which roles groups give; `null` where people are invited, and roles are given here. */
  readonly roles: RoleMap | null;
}

/** What a browser keeps while somebody is at the provider. */
export interface Attempt {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

/** Who somebody is, by the provider's word. */
export interface Identity {
  /** Issuer and subject: the only thing that stays. */
  readonly subject: string;
  readonly name: string;
  readonly groups: readonly string[];
}

/** Where people log in. */
export interface IdentityProvider {
  /** Its host, for people. */
  readonly name: string;
  readonly roles: RoleMap | null;
  /** Begins to log somebody in: where the browser has to go. Throws an `ApiProblem` where the provider cannot be reached. */
  begin(returnTo: string): Promise<{ readonly address: string; readonly attempt: Attempt }>;
  /** Who came back to an address; throws a `Refusal`, or an `ApiProblem` where the provider cannot be reached. */
  end(address: URL, attempt: Attempt): Promise<Identity>;
}

/** Makes what logs people in; the library and the provider's description are loaded when somebody first asks. */
export function identityProvider(settings: ProviderSettings): IdentityProvider {
  let found: Promise<Configuration> | null = null;
  const configuration = () => {
    found ??= discovered(settings).catch((cause: unknown) => {
      found = null;
      throw unreachable(settings, cause);
    });
    return found;
  };
  return {
    name: settings.issuer.host,
    roles: settings.roles,
    begin: async (returnTo) => {
      const client = await import('openid-client');
      const verifier = client.randomPKCECodeVerifier();
      const attempt = { state: client.randomState(), nonce: client.randomNonce(), verifier };
      const address = client.buildAuthorizationUrl(await configuration(), {
        redirect_uri: returnTo,
        response_type: 'code',
        scope: 'openid profile email',
        state: attempt.state,
        nonce: attempt.nonce,
        code_challenge: await client.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
      });
      return { address: address.href, attempt };
    },
    end: async (address, attempt) => {
      const config = await configuration();
      refuseOthers(address, attempt, config.serverMetadata().issuer);
      return exchanged(config, { address, attempt, settings });
    },
  };
}

const patienceS = 10;

async function discovered({ issuer, clientId, clientSecret }: ProviderSettings): Promise<Configuration> {
  const { discovery, allowInsecureRequests } = await import('openid-client');
  // Without TLS only on this machine: the settings were read so.
  const execute = issuer.protocol === 'http:' ? [allowInsecureRequests] : [];
  return discovery(issuer, clientId, clientSecret ?? undefined, undefined, { execute, timeout: patienceS });
}

function unreachable({ issuer }: ProviderSettings, cause: unknown): ApiProblem {
  const problem = new ApiProblem(
    'unavailable',
    `The identity provider ${issuer.host} cannot be asked now. Whoever runs this server finds the reason in its log.`,
  );
  problem.cause = cause;
  return problem;
}

/** What came back has to be the answer to what this browser asked, by the provider that was asked (RFC 9207). */
function refuseOthers({ searchParams }: URL, { state }: Attempt, issuer: string): void {
  if (searchParams.get('state') !== state) throw new Refusal('attempt-unknown', 'forbidden');
  const answering = searchParams.get('iss');
  if (answering !== null && answering !== issuer) throw new Refusal('issuer-mixed-up', 'forbidden');
  if (searchParams.has('error')) throw new Refusal('consent-denied', 'forbidden');
}

interface Exchange {
  readonly address: URL;
  readonly attempt: Attempt;
  readonly settings: ProviderSettings;
}

async function exchanged(
  config: Configuration,
  { address, attempt: { state, nonce, verifier }, settings }: Exchange,
): Promise<Identity> {
  const client = await import('openid-client');
  try {
    const tokens = await client.authorizationCodeGrant(config, address, {
      pkceCodeVerifier: verifier,
      expectedState: state,
      expectedNonce: nonce,
      idTokenExpected: true,
    });
    const claims = tokens.claims();
    if (!claims) throw new Refusal('answer-not-taken', 'forbidden');
    const isAsked = !saysAll(claims, settings) && config.serverMetadata().userinfo_endpoint !== undefined;
    const more = isAsked ? await client.fetchUserInfo(config, tokens.access_token, claims.sub) : {};
    return identityIn({ ...more, ...claims }, settings);
  } catch (cause) {
    if (cause instanceof Refusal) throw cause;
    if (cause instanceof TypeError) throw unreachable(settings, cause);
    throw new Refusal('answer-not-taken', 'forbidden', { cause });
  }
}

/** Whether the ID token says all that is needed; providers may tell groups and addresses at their userinfo endpoint alone. */
function saysAll(claims: IDToken, { roles, groupsClaim }: ProviderSettings): boolean {
  if (roles === null) return true;
  return claims[groupsClaim] !== undefined && claims.email !== undefined;
}

const person = z.object({
  email: z.string().optional().catch(undefined),
  email_verified: z.boolean().optional().catch(undefined),
  preferred_username: z.string().optional().catch(undefined),
  name: z.string().optional().catch(undefined),
});
const listed = z.array(z.string()).catch([]);

/** An address that nobody has verified may be anybody's: it names nobody. */
function identityIn(claims: IDToken, { groupsClaim }: ProviderSettings): Identity {
  const { email, email_verified: isVerified, preferred_username: user, name } = person.parse(claims);
  return {
    subject: `${claims.iss} ${claims.sub}`,
    name: (isVerified ? email : undefined) ?? user ?? name ?? claims.sub,
    groups: listed.parse(claims[groupsClaim]),
  };
}
