import { textAt, valueAt } from '../values.ts';
import type { HostCredentials, UserFiles } from './credentials.ts';

/**
 * Credentials of `~/.docker/config.json` (https://docs.docker.com/reference/cli/docker/login/#credential-stores). Helpers
 * that it names are programs and are not run: a host that only a helper knows is asked without credentials.
 */
export function dockerCredentials({ read, env }: UserFiles): HostCredentials {
  const file = env.DOCKER_CONFIG ? `${env.DOCKER_CONFIG}/config.json` : '.docker/config.json';
  const auths = valueAt(parsed(read(file) ?? ''), 'auths');
  return ({ host }) => {
    for (const name of namesOf(host)) {
      const pair = textAt(auths, name, 'auth');
      if (pair) return { authorization: `Basic ${pair}`, identity: `docker ${host}` };
    }
    return null;
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // A file that is no JSON holds no credentials; the registry then says that it asks for some.
    return null;
  }
}

function namesOf(host: string): readonly string[] {
  const own = [host, `https://${host}`, `https://${host}/`, `https://${host}/v1/`, `https://${host}/v2/`];
  return /^(?:registry-1|auth|index)\.docker\.io$/.test(host)
    ? [...own, 'https://index.docker.io/v1/', 'docker.io']
    : own;
}
