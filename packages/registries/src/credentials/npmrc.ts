import { basic, bearer, type Credential, type HostCredentials, type UserFiles } from './credentials.ts';

/**
 * Credentials of the user's `.npmrc` (https://docs.npmjs.com/cli/configuring-npm/npmrc): `//host/path/:_authToken=…`,
 * `:_auth`, `:username` with `:_password`; `${NAME}` is a variable of the environment.
 */
export function npmCredentials({ read, env }: UserFiles): HostCredentials {
  const values = npmSettings(read(env.NPM_CONFIG_USERCONFIG ?? '.npmrc') ?? '', env);
  return (url) => {
    // The longest path wins, as with npm: `//host/team/` stands above `//host/`.
    const parts = url.pathname.split('/').filter((part) => part !== '');
    for (let length = parts.length; length >= 0; length -= 1) {
      const path = parts
        .slice(0, length)
        .map((part) => `${part}/`)
        .join('');
      const known = credentialAt(`//${url.host}/${path}`, values);
      if (known) return known;
    }
    return null;
  };
}

/** The values of an `.npmrc`, by key. */
function npmSettings(
  text: string,
  env: Readonly<Record<string, string | undefined>>,
): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  for (const line of text.split(/\r?\n/)) {
    const { key, value } = /^\s*(?<key>[^\s=;#][^=]*?)\s*=\s*(?<value>.*?)\s*$/.exec(line)?.groups ?? {};
    if (key === undefined || value === undefined) continue;
    const unquoted = value.replace(/^(?<quote>["'])(?<inner>.*)\k<quote>$/, '$<inner>');
    values.set(
      key,
      unquoted.replace(/\$\{(?<name>[^}]+)\}/g, (whole, name: string) => env[name] ?? whole),
    );
  }
  return values;
}

function credentialAt(place: string, values: ReadonlyMap<string, string>): Credential | null {
  const identity = `npm ${place}`;
  const token = values.get(`${place}:_authToken`);
  if (token) return { authorization: bearer(token), identity };
  const pair = values.get(`${place}:_auth`);
  if (pair) return { authorization: `Basic ${pair}`, identity };
  const [user, password] = [values.get(`${place}:username`), values.get(`${place}:_password`)];
  if (!user || !password) return null;
  return {
    authorization: basic(user, Buffer.from(password, 'base64').toString('utf8')),
    identity: `${identity} ${user}`,
  };
}
