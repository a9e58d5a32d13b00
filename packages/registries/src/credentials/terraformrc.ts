import { textAt } from '../values.ts';
import { bearer, type HostCredentials, type UserFiles } from './credentials.ts';

/**
 * Credentials of the Terraform CLI (https://developer.hashicorp.com/terraform/cli/config/config-file#credentials):
 * `TF_TOKEN_<host>`, `credentials "host" { token = "…" }` in `.terraformrc`, and what `terraform login` keeps.
 */
export function terraformCredentials({ read, env }: UserFiles): HostCredentials {
  const login = parsed(read('.terraform.d/credentials.tfrc.json') ?? '');
  const blocks = blocksOf(read(env.TF_CLI_CONFIG_FILE ?? '.terraformrc') ?? '');
  return ({ host }) => {
    const token = env[variableOf(host)] ?? blocks.get(host) ?? textAt(login, 'credentials', host, 'token');
    return token ? { authorization: bearer(token), identity: `terraform ${host}` } : null;
  };
}

/** Dots become underscores, and hyphens may become two. */
function variableOf(host: string): string {
  return `TF_TOKEN_${host.replaceAll('.', '_').replaceAll('-', '__')}`;
}

function blocksOf(text: string): ReadonlyMap<string, string> {
  const block = /^[ \t]*credentials[ \t]+"(?<host>[^"\n]+)"[ \t]*\{(?<body>[^}]*)\}/gm;
  const tokens = new Map<string, string>();
  for (const { groups } of text.matchAll(block)) {
    const token = /^[ \t]*token[ \t]*=[ \t]*"(?<token>[^"\n]*)"/m.exec(groups?.body ?? '')?.groups?.token;
    if (groups?.host !== undefined && token) tokens.set(groups.host, token);
  }
  return tokens;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // What `terraform login` did not write holds no credentials.
    return null;
  }
}
