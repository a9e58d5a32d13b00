import { UsageError } from 'fineprint/program';
import type { AccessOptions } from './access-means.ts';
import type { ProviderSettings } from './login/provider.ts';
import { type RoleMap, readRoleMap } from './login/role-map.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** What the environment says about who may come in; throws a `UsageError` where that cannot be meant. */
export function accessOptions(env: Environment): AccessOptions {
  const issuers = ciIssuers(env);
  return { login: providerSettings(env), ...(issuers ? { ciIssuers: issuers } : {}) };
}

/** The identity provider, or `null` where none is named. */
function providerSettings(env: Environment): ProviderSettings | null {
  const issuer = env.FINEPRINT_OIDC_ISSUER || null;
  if (issuer === null) return null;
  const clientId = env.FINEPRINT_OIDC_CLIENT_ID || null;
  if (clientId === null)
    throw new UsageError(
      'FINEPRINT_OIDC_CLIENT_ID is missing: the name under which the provider knows this server.',
    );
  return {
    issuer: issuerAddress('FINEPRINT_OIDC_ISSUER', issuer),
    clientId,
    clientSecret: env.FINEPRINT_OIDC_CLIENT_SECRET || null,
    groupsClaim: env.FINEPRINT_OIDC_GROUPS_CLAIM || 'groups',
    roles: roleMap(env.FINEPRINT_OIDC_ROLES || null),
  };
}

/** The issuers of CI jobs' tokens, by spaces. */
function ciIssuers(env: Environment): readonly string[] | undefined {
  const given = env.FINEPRINT_CI_ISSUERS?.trim();
  if (!given) return undefined;
  return given.split(/\s+/).map((text) => {
    issuerAddress('FINEPRINT_CI_ISSUERS', text);
    return text.replace(/\/$/, '');
  });
}

const here: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]']);

function issuerAddress(name: string, text: string): URL {
  const url = URL.parse(text);
  if (url?.protocol === 'https:' || (url?.protocol === 'http:' && here.has(url.hostname))) return url;
  throw new UsageError(`${name} has to hold https:// addresses (http:// of this machine alone): "${text}".`);
}

function roleMap(text: string | null): RoleMap | null {
  if (text === null) return null;
  try {
    return readRoleMap(text);
  } catch (cause) {
    const because = cause instanceof Error ? cause.message : String(cause);
    throw new UsageError(
      `FINEPRINT_OIDC_ROLES has to be JSON as {"counsel": "reviewer", "team": ["viewer@default"]}: ${because}`,
      { cause },
    );
  }
}
