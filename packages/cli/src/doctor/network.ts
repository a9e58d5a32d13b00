import { type Credential, openCredentials, openWeb, type Purpose } from '@fineprint/registries';
import { proxiesOf } from '../proxies.ts';
import { readSettings, type Settings } from '../settings.ts';
import { UsageError } from '../usage-error.ts';
import { userFiles } from '../user-files.ts';
import { version } from '../version.ts';
import type { Checked, Env, Section } from './checked.ts';

interface Host {
  readonly name: string;
  readonly purpose: Purpose;
  /** What is small there and answers anybody, be it by asking who that is. */
  readonly url: string;
}

// Where most components of most repositories come from.
const hosts: readonly Host[] = [
  { name: 'github.com', purpose: 'git', url: 'https://api.github.com/zen' },
  { name: 'gitlab.com', purpose: 'git', url: 'https://gitlab.com/api/v4/version' },
  { name: 'docker.io', purpose: 'oci', url: 'https://registry-1.docker.io/v2/' },
  { name: 'ghcr.io', purpose: 'oci', url: 'https://ghcr.io/v2/' },
  { name: 'quay.io', purpose: 'oci', url: 'https://quay.io/v2/' },
  {
    name: 'registry.terraform.io',
    purpose: 'terraform',
    url: 'https://registry.terraform.io/.well-known/terraform.json',
  },
  { name: 'registry.npmjs.org', purpose: 'npm', url: 'https://registry.npmjs.org/-/ping' },
];

/** The way to registries: proxies, authorities, credentials; with `online` whether the main hosts answer. */
export async function network(env: Env, online: boolean): Promise<Section> {
  const settings = settingsOf(env);
  // What is wrong with the settings is told where they are.
  if (settings === null) return { title: 'Network, with --online only', checked: [] };
  return {
    title: 'Network, with --online only',
    checked: [
      ...proxies(settings, env),
      authorities(settings, env),
      ...credentials(env),
      ...(online ? await answers(settings) : []),
    ],
  };
}

function settingsOf(env: Env): Settings | null {
  try {
    return readSettings(env);
  } catch (cause) {
    if (!(cause instanceof UsageError || (cause instanceof Error && cause.name === 'PolicyError')))
      throw cause;
    return null;
  }
}

function proxies({ proxies: { https, http } }: Settings, env: Env): readonly Checked[] {
  if (https === null && http === null) return [{ is: 'ok', what: 'proxy', says: 'none' }];
  const ofEnvironment = proxiesOf(undefined, undefined, env).https;
  const from = https === ofEnvironment ? 'of the environment' : 'of the settings';
  return [https, http]
    .filter((url, index, all) => url !== null && all.indexOf(url) === index)
    .map((url) => ({ is: 'ok', what: 'proxy', says: `${hostOf(url ?? '')}, ${from}` }));
}

/** A proxy's address may hold a password. */
function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : 'one without an address';
}

function authorities({ egress }: Settings, { NODE_EXTRA_CA_CERTS }: Env): Checked {
  const own = egress.authorities.length;
  const more = [
    own > 0 ? `${own} of the settings` : '',
    NODE_EXTRA_CA_CERTS ? `those of ${NODE_EXTRA_CA_CERTS}` : '',
  ]
    .filter((text) => text !== '')
    .join(' and ');
  return {
    is: 'ok',
    what: 'authorities',
    says: more === '' ? 'the public ones' : `the public ones, and ${more}`,
  };
}

function credentials(env: Env): readonly Checked[] {
  const known = openCredentials(userFiles(env));
  const found = hosts.flatMap(({ name, purpose }) => {
    const url = purpose === 'npm' ? `https://${name}/` : `https://${name}`;
    const credential = known.for(purpose, url);
    return credential ? [`${name} (${sourceOf(credential)})`] : [];
  });
  const places =
    'GITHUB_TOKEN, GH_TOKEN, GITLAB_TOKEN, TF_TOKEN_<host>, ~/.docker/config.json, ~/.terraformrc, ~/.npmrc and ~/.netrc';
  return [
    found.length > 0
      ? { is: 'ok', what: 'credentials', says: found.join(', ') }
      : {
          is: 'note',
          what: 'credentials',
          says: 'none for the main hosts; GitHub and Docker Hub answer few questions an hour without',
          todo: `Put them where other tools look, too: ${places}.`,
        },
  ];
}

/** The name of a file or variable: what stands behind it may name a person. */
function sourceOf({ identity }: Credential): string {
  return identity.split(' ', 1)[0] ?? '';
}

async function answers({ egress }: Settings): Promise<readonly Checked[]> {
  const web = openWeb({
    settings: egress,
    cache: null,
    userAgent: `fineprint/${version}`,
    limits: { attempts: 1, wholeMs: 5_000 },
    now: () => new Date(),
    random: Math.random,
  });
  const asked = await Promise.all(
    hosts.map(async ({ name, url }): Promise<Checked> => {
      const answer = await web.get(url, { fresh: 'never', maxBytes: 65_536 });
      return answer.is === 'unanswered'
        ? { is: 'note', what: name, says: `does not answer: ${answer.because}` }
        : { is: 'ok', what: name, says: 'answers' };
    }),
  );
  web.close();
  if (asked.some(({ is }) => is === 'ok')) return asked;
  const todo =
    'Name the proxy by HTTPS_PROXY, and private authorities in the settings (network.authorities).';
  return [...asked, { is: 'problem', what: 'hosts', says: 'None of them answers.', todo }];
}
