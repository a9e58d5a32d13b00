import { basic, type Credential } from '../credentials/credentials.ts';
import { decoded } from '../package-name.ts';
import type { AskingMeans } from '../registry.ts';
import { repositoryOf } from '../repository.ts';
import { isPrivateModule } from './private-modules.ts';

/** A server that is asked about modules. */
export interface GoProxy {
  /** Without credentials, and without a slash at the end. */
  readonly home: string;
  readonly credential: Credential | null;
  /** Whether the next one is asked after any failure, not only where this one knows nothing (`|` in `GOPROXY`). */
  readonly mayFail: boolean;
}

/** At least one proxy, in the order in which they are asked. */
export type GoProxies = readonly [GoProxy, ...GoProxy[]];

const publicHost = 'proxy.golang.org';

/** Which proxies a module may be asked of; or a sentence that says why none. */
export async function proxiesFor(module: string, means: AskingMeans): Promise<GoProxies | string> {
  const told: GoProxy[] = [];
  let because = 'The user’s GOPROXY names no proxy that could be asked.';
  for (const proxy of proxiesOf(means)) {
    const secret = await secrecyOf(module, proxy, means);
    if (secret === null) told.push(proxy);
    else because = secret;
  }
  const [first, ...others] = told;
  return first ? [first, ...others] : because;
}

/** The user's mirror, else what `GOPROXY` lists before `direct` or `off` (https://go.dev/ref/mod#goproxy-protocol). */
function proxiesOf({ mirrors, env }: AskingMeans): readonly GoProxy[] {
  const mirror = mirrors.get('golang');
  const list = mirror ?? (env.GOPROXY || `https://${publicHost},direct`);
  const proxies: GoProxy[] = [];
  for (const { groups } of list.matchAll(/(?<url>[^,|]+)(?<separator>[,|]?)/g)) {
    const url = groups?.url?.trim() ?? '';
    if (url === 'direct' || url === 'off') break;
    if (/^https?:\/\//.test(url) && URL.canParse(url))
      proxies.push({ ...placeOf(new URL(url)), mayFail: groups?.separator === '|' });
  }
  return proxies;
}

/** Some write a name and a password into the address; without encryption they would be everybody's. */
function placeOf(url: URL): Pick<GoProxy, 'home' | 'credential'> {
  const { username, password, protocol, host, pathname } = url;
  const home = `${protocol}//${host}${pathname.replace(/\/+$/, '')}`;
  if (username === '' || protocol !== 'https:') return { home, credential: null };
  const authorization = basic(decoded(username), decoded(password));
  return { home, credential: { authorization, identity: `GOPROXY ${host}` } };
}

/** Why a proxy is not told the name of a module, or `null`. */
async function secrecyOf(module: string, { home }: GoProxy, means: AskingMeans): Promise<string | null> {
  const isPublic = new URL(home).host === publicHost;
  if (isPrivateModule(module, means.env, isPublic))
    return `The user’s Go settings keep ${module} from module proxies.`;
  // Who uses private modules has told Go so, but perhaps not on this machine.
  if (!isPublic || (await isInPublic(module, means))) return null;
  return `Nothing shows that ${module} is public, so that ${publicHost} was not asked about it.`;
}

/** A repository that anybody may read on a known host; elsewhere, a host that is no part of a private network. */
async function isInPublic(module: string, { web }: AskingMeans): Promise<boolean> {
  const name = `golang/${module}`;
  const repository = repositoryOf({ ...nothing, kind: 'library', name });
  if (!repository) {
    const [host = ''] = module.split('/', 1);
    const { is } = await web.addressOf(new URL(`https://${host}/`));
    return is === 'address';
  }
  const { host, path } = repository;
  const url = `https://${host}/${path}.git/info/refs?service=git-upload-pack`;
  return (await web.get(url, { maxBytes: 64 * 1024 ** 2 })).is === 'answer';
}

const nothing = { source: null, commit: null, version: null, requested: null } as const;
