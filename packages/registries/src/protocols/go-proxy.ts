import type { Answer } from '@fineprint/core';
import { escaped, isModulePath, isModuleQuery, modulesOf } from '../go/module-path.ts';
import { type RemoteFile, type RemoteFiles, readRemoteZip } from '../go/module-zip.ts';
import { type GoProxies, type GoProxy, proxiesFor } from '../go/proxies.ts';
import { chosenNames } from '../license-file-name.ts';
import { newestAdmitted, versionAnswer, youthOf } from '../newest.ts';
import { type AskingMeans, jsonOf, type LicenseFinding, type Registry, withoutAnswer } from '../registry.ts';
import { textAt } from '../values.ts';
import type { GetOptions, WebAnswer } from '../web/web.ts';

/**
 * Go module proxies (https://go.dev/ref/mod#goproxy-protocol): the license files in the root of a module's archive, of
 * which no more is fetched than its directory. Which proxy is asked, and about what, is for the user's Go settings to say.
 */
export const goProxy = {
  id: 'go-proxy',
  title: 'Go module proxies',
  kinds: ['library'],
  async licenses({ name, source, version }, means) {
    const module = moduleNamed(name, source);
    if (module === null || version === null || !isModuleQuery(version)) return [];
    const proxies = await proxiesFor(module, means);
    if (typeof proxies === 'string') return [{ is: 'silent', because: proxies }];
    const { answer, at } = await first(module, proxies, (place) => filesAt(place, version, means));
    if (answer.is === 'absent') return [{ is: 'silent', because: `${at} knows no ${module}@${version}.` }];
    if (answer.is !== 'files') return [answer];
    return findingsOf(answer, `${at}/@v/${escaped(version)}.zip`);
  },
  async resolve({ name, source, requested }, means) {
    const module = moduleNamed(name, source ?? null);
    if (module === null) return null;
    const proxies = await proxiesFor(module, means);
    if (typeof proxies === 'string') return { is: 'unanswered', because: proxies };
    const { answer, at } = await first(module, proxies, (place) =>
      means.web.get(...questionOf(place, requested, means)),
    );
    if (answer.is !== 'answer') return { is: 'unanswered', because: withoutAnswer(answer).because };
    return versionIn(answer, requested, at, proxies, means);
  },
} as const satisfies Registry;

/** The path behind `golang/`; `null` where it is of something else, or from somewhere else. */
function moduleNamed(name: string, source: string | null): string | null {
  const module = /^golang\/(?<module>.+)$/.exec(name)?.groups?.module;
  return module !== undefined && source === null && isModulePath(module) ? module : null;
}

/** A module at a proxy. */
interface Place {
  readonly module: string;
  readonly url: string;
  readonly proxy: GoProxy;
}

interface Found<T> {
  readonly answer: T;
  readonly at: string;
}

type Asking<T> = (place: Place) => Promise<T>;

/** The first answer about the path itself, else about the modules that may hold it. */
async function first<T extends { readonly is: string }>(
  path: string,
  proxies: GoProxies,
  ask: Asking<T>,
): Promise<Found<T>> {
  const [longest, ...shorter] = modulesOf(path);
  const found = await ofProxies(longest, proxies, ask);
  for (const module of shorter) {
    if (found.answer.is !== 'absent') break;
    const next = await ofProxies(module, proxies, ask);
    if (next.answer.is !== 'absent') return next;
  }
  return found;
}

/** The first proxy that knows the module answers. */
async function ofProxies<T extends { readonly is: string }>(
  module: string,
  [proxy, ...others]: GoProxies,
  ask: Asking<T>,
): Promise<Found<T>> {
  const at = `${proxy.home}/${escaped(module)}`;
  const found = { answer: await ask({ module, url: at, proxy }), at };
  const isOpen = found.answer.is === 'absent' || (found.answer.is === 'unanswered' && proxy.mayFail);
  const [next, ...rest] = others;
  if (!isOpen || next === undefined) return found;
  const further = await ofProxies(module, [next, ...rest], ask);
  return further.answer.is === 'absent' ? found : further;
}

async function filesAt(
  { module, url, proxy }: Place,
  version: string,
  means: AskingMeans,
): Promise<RemoteFiles> {
  const zip = {
    url: `${url}/@v/${escaped(version)}.zip`,
    web: means.web,
    options: optionsFor(url, proxy, means),
  };
  const root = `${module}@${version}/`;
  return readRemoteZip(zip, (paths) => {
    const names = paths.filter((path) => path.startsWith(root)).map((path) => path.slice(root.length));
    return chosenNames(names).map((name) => `${root}${name}`);
  });
}

function findingsOf(
  { files, staleSince }: Extract<RemoteFiles, { readonly is: 'files' }>,
  url: string,
): readonly LicenseFinding[] {
  if (files.length === 0) return [{ is: 'silent', because: `${url} has no licence file in its root.` }];
  const findingOf = ({ path, text }: RemoteFile) => {
    const name = path.slice(path.lastIndexOf('/') + 1);
    return { is: 'text', text, name, source: `${url} ${name}`, staleSince } as const;
  };
  return files.map(findingOf);
}

const constraint = /^v?\d+(?:\.\d+)?$|[<>=~^*|,\s]/;

/** What a request is asked by: the newest version, those that there are, or what a branch or commit is as a version. */
function questionOf(
  { url, proxy }: Place,
  requested: string | null,
  means: AskingMeans,
): [url: string, options: GetOptions] {
  const options = optionsFor(url, proxy, means);
  if (isNewest(requested) && means.publishedBefore === null) return [`${url}/@latest`, options];
  if (isNewest(requested) || constraint.test(requested)) return [`${url}/@v/list`, options];
  return [`${url}/@v/${escaped(isModuleQuery(requested) ? requested : 'none')}.info`, options];
}

function isNewest(requested: string | null): requested is null {
  return requested === null || requested === 'latest' || requested === 'upgrade';
}

async function versionIn(
  answer: Extract<WebAnswer, { readonly is: 'answer' }>,
  requested: string | null,
  at: string,
  proxies: GoProxies,
  means: AskingMeans,
): Promise<Answer> {
  const isList = answer.url.endsWith('/@v/list');
  if (isList) {
    const versions = answer.body
      .toString('utf8')
      .split('\n')
      .map((line) => line.trim());
    const proxy = proxies.find(({ home }) => at.startsWith(`${home}/`)) ?? proxies[0];
    const published = (version: string) => timeOf(`${at}/@v/${escaped(version)}.info`, proxy, means);
    const wanted = isNewest(requested) ? null : requested.replace(/^v(?=\d)/, '');
    return newestAdmitted({ versions, source: at, syntax: 'npm', published }, wanted, means);
  }
  const json = jsonOf(answer);
  if (json.is !== 'json') return { is: 'unanswered', because: json.because };
  const version = textAt(json.value, 'Version');
  if (version === null || !/^v\d/.test(version) || !isModuleQuery(version))
    return { is: 'unanswered', because: `${json.source} names no version.` };
  const { publishedBefore } = means;
  const because =
    publishedBefore && youthOf(version, textAt(json.value, 'Time'), publishedBefore, json.source);
  return because === null ? versionAnswer(version) : { is: 'unanswered', because };
}

async function timeOf(url: string, proxy: GoProxy, means: AskingMeans): Promise<string | null> {
  const answer = await means.web.get(url, { ...optionsFor(url, proxy, means), fresh: 'forever' });
  const json = jsonOf(answer);
  return json.is === 'json' ? textAt(json.value, 'Time') : null;
}

function optionsFor(url: string, { credential }: GoProxy, { credentials }: AskingMeans): GetOptions {
  return { ...(credential ?? credentials.for('web', url)) };
}
