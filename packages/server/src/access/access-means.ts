import type { JWTVerifyGetKey } from 'jose';
import type { Clock } from '../clock.ts';
import type { Database } from '../store/database.ts';
import { issuerKeys } from './ci/issuer-keys.ts';
import { type IdentityProvider, identityProvider, type ProviderSettings } from './login/provider.ts';
import { type RefusalLog, refusalLog } from './refusal-log.ts';

/** Who signs the tokens of GitHub's jobs. */
const gitHubIssuer = 'https://token.actions.githubusercontent.com';

/** What whoever runs the server says about who may come in. */
export interface AccessOptions {
  /** Whose tokens of CI jobs may be trusted; which repositories, administrators say. */
  readonly ciIssuers?: readonly string[];
  readonly login?: ProviderSettings | null;
}

/** What letting people and jobs in works with. */
export interface AccessMeans {
  readonly issuers: ReadonlyMap<string, JWTVerifyGetKey>;
  readonly refusals: RefusalLog;
  /** Where people log in; `null` where links alone let them in. */
  readonly login: IdentityProvider | null;
}

/** Makes what letting people and jobs in works with; nothing is asked of anybody yet. */
export function accessMeans(
  { ciIssuers = [gitHubIssuer], login = null }: AccessOptions,
  means: { readonly database: Database; readonly clock: Clock; failed(cause: unknown): void },
): AccessMeans {
  return {
    issuers: new Map(ciIssuers.map((issuer) => [issuer, issuerKeys(issuer, means)])),
    refusals: refusalLog(means),
    login: login === null ? null : identityProvider(login),
  };
}
