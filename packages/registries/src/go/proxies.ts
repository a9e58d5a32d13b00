import { basic, type Credential } from '../credentials/credentials.ts';
import { decoded } from '../package-name.ts';
import type { AskingMeans } from '../registry.ts';
import { repositoryOf } from '../repository.ts';
import { isPublicAddress } from '../web/address.ts';
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

/** Why a proxy is not told the name of a module, or `null`; the same words for all modules of the same sort. */
async function secrecyOf(module: string, { home }: GoProxy, means: AskingMeans): Promise<string | null> {
  const isPublic = new URL(home).host === publicHost;
  if (isPrivateModule(module, means.env, isPublic))
    return 'The user’s Go settings keep it from module proxies.';
  // Who uses private modules has told Go so, but perhaps not on this machine. Who names it as a mirror knows better.
  if (!isPublic || means.mirrors.has('golang')) return null;
  const doubt = await doubtAbout(module, means);
  return doubt === null
    ? null
    : `${publicHost} was not asked, since nothing shows that it is public. ${doubt}`;
}

/** Why a module may be private, or `null`: anybody may read its repository on a known host, or its host is public. */
async function doubtAbout(module: string, { web }: AskingMeans): Promise<string | null> {
  const repository = repositoryOf({ ...nothing, kind: 'library', name: `golang/${module}` });
  if (!repository) {
    const [host = ''] = module.split('/', 1);
    const checked = await web.addressOf(new URL(`https://${host}/`));
    if (checked.is === 'refused') return checked.because;
    // The settings may list a host that is private all the same; a network's proxy looks up names where nobody sees it.
    return checked.address !== null && isPublicAddress(checked.address)
      ? null
      : 'Its host may be in a private network.';
  }
  const url = `https://${repository.host}/${repository.path}.git/info/refs?service=git-upload-pack`;
  const answer = await web.get(url, { maxBytes: 64 * 1024 ** 2 });
  if (answer.is === 'answer') return null;
  return answer.is === 'unanswered'
    ? answer.because
    : `${repository.host} shows it to nobody without a password.`;
}

const nothing = { source: null, commit: null, version: null, requested: null } as const;
