import { packedFiles, readTarGz } from '@fineprint/core';
import { licenseFilesIn } from '../license-files-in.ts';
import { newestAdmitted } from '../newest.ts';
import { part } from '../package-name.ts';
import {
  type ArchiveFinding,
  type AskingMeans,
  homeOf,
  type Json,
  jsonOf,
  type LicenseFinding,
  type Registry,
  withoutAnswer,
} from '../registry.ts';
import { type Repository, repositoryOf } from '../repository.ts';
import { listAt, textAt } from '../values.ts';
import type { GetOptions } from '../web/web.ts';
import { archiveAt, licenseFileAt } from './git-files.ts';
import { type RegistryAddress, registryAddressOf } from './terraform-address.ts';
import { publishedBy } from './terraform-dates.ts';
import { type ModuleSource, moduleSourceOf } from './terraform-source.ts';

/**
 * The registry protocols of Terraform and OpenTofu (https://developer.hashicorp.com/terraform/internals/module-registry-protocol,
 * https://developer.hashicorp.com/terraform/internals/provider-registry-protocol). They say nothing about licenses, so
 * that the repository behind a module or provider is asked, at the tag of the version.
 */
export const terraform = {
  id: 'terraform',
  title: 'Terraform and OpenTofu registries',
  kinds: ['terraform-module', 'terraform-provider'],
  async licenses({ key, version }, means) {
    const found = await placeOf(key, version, means);
    if (found === null) return [];
    if (found.is === 'repository') return licenseFileAt(found.repository, means);
    return found.is === 'archive' ? licenseFilesOf(found, means) : [found];
  },
  async archive({ key, kind, version }, means) {
    if (kind !== 'terraform-module') return null;
    const found = await placeOf(key, version, means);
    if (found === null) return null;
    if (found.is === 'archive') return bytesOf(found, means);
    if (found.is !== 'repository') return found;
    const archive = await archiveAt(found.repository, means);
    const because = `https://${found.repository.host} serves no archives of its repositories.`;
    return archive ?? { is: 'silent', because };
  },
  async resolve({ key, requested }, means) {
    const address = registryAddressOf(key);
    if (!address) return null;
    const service = await serviceOf(address, means);
    if (service.is !== 'service') return { is: 'unanswered', because: service.because };
    const url = `${service.url}${address.path}/versions`;
    const answer = jsonOf(await means.web.get(url, optionsFor(url, means)));
    if (answer.is !== 'json') return { is: 'unanswered', because: answer.because };
    const list =
      address.is === 'module'
        ? listAt(answer.value, 'modules', 0, 'versions')
        : listAt(answer.value, 'versions');
    const versions = list.flatMap((one) => textAt(one, 'version') ?? []);
    const published = publishedBy(address, service.url, means);
    return newestAdmitted({ versions, source: answer.source, published }, requested, means);
  },
} as const satisfies Registry;

type Archive = Extract<ModuleSource, { readonly is: 'archive' }>;
type Place = { readonly is: 'repository'; readonly repository: Repository } | Archive | Silence;

/** Where a version of a module or provider lies: in a repository, at its tag, or in an archive; `null` where it is of no registry. */
async function placeOf(key: string, version: string | null, means: AskingMeans): Promise<Place | null> {
  const address = registryAddressOf(key);
  if (!address || version === null) return null;
  const service = await serviceOf(address, means);
  if (service.is !== 'service') return service;
  const url = `${service.url}${address.path}/${part(version)}`;
  const from =
    address.is === 'module' ? await moduleSource(url, address, means) : await described(url, address, means);
  if (from.is !== 'source') return from;
  const repository = repositoryOf({ kind: 'git-source', name: '', version: null, commit: null, ...from });
  if (repository) return { is: 'repository', repository };
  return {
    is: 'silent',
    because: `${url} leads to ${from.source}, whose files cannot be asked for one by one.`,
  };
}

async function bytesOf({ url, within }: Archive, { web, credentials }: AskingMeans): Promise<ArchiveFinding> {
  const known = credentials.for('web', url);
  const answer = await web.get(url, { ...known, fresh: 'forever', maxBytes: 64 * 1024 ** 2 });
  return answer.is === 'answer' ? { is: 'archive', bytes: answer.body, within } : withoutAnswer(answer);
}

/** The license files beside the module, else those at the top of its archive. */
async function licenseFilesOf(archive: Archive, means: AskingMeans): Promise<readonly LicenseFinding[]> {
  const found = await bytesOf(archive, means);
  if (found.is !== 'archive') return [found];
  const files = packedFiles(readTarGz(found.bytes));
  const [top = ''] = files.list('');
  const directory = archive.within.replace(/^\*(?=\/|$)/, top);
  const own = licenseFilesIn(files, directory, archive.url);
  return own.some(({ is }) => is === 'text') ? own : licenseFilesIn(files, '', archive.url);
}

type Silence = Extract<Json, { readonly because: string }>;

/** Where a host serves modules or providers (https://developer.hashicorp.com/terraform/internals/remote-service-discovery). */
async function serviceOf(
  { is, host }: RegistryAddress,
  means: AskingMeans,
): Promise<{ readonly is: 'service'; readonly url: string } | Silence> {
  const home = homeOf(means, `terraform ${host}`, `https://${host}`);
  const answer = jsonOf(
    await means.web.get(`${home}/.well-known/terraform.json`, { accept: 'application/json' }),
  );
  if (answer.is !== 'json') return answer;
  const path = textAt(answer.value, `${is}s.v1`);
  if (path !== null && URL.canParse(path, `${home}/`))
    return { is: 'service', url: new URL(path, `${home}/`).href.replace(/\/?$/, '/') };
  return { is: 'silent', because: `${host} serves no ${is}s.` };
}

/** Where a module lies: a header, or since 2024 a field, in the language of module sources. */
async function moduleSource(
  url: string,
  address: RegistryAddress,
  means: AskingMeans,
): Promise<ModuleSource | Silence> {
  const download = `${url}/download`;
  const answer = await means.web.get(download, { ...optionsFor(url, means), fresh: 'forever' });
  const json = answer.is === 'answer' && answer.body.length > 0 ? jsonOf(answer) : null;
  const written =
    answer.is === 'answer'
      ? (answer.headers.get('x-terraform-get') ??
        (json?.is === 'json' ? textAt(json.value, 'location') : null))
      : null;
  const found = written === null ? null : moduleSourceOf(written, download);
  return found ?? described(url, address, means);
}

/** The public registry also describes each version: its repository and the tag. */
async function described(
  url: string,
  { host }: RegistryAddress,
  means: AskingMeans,
): Promise<Extract<ModuleSource, { readonly is: 'source' }> | Silence> {
  const answer = jsonOf(await means.web.get(url, { ...optionsFor(url, means), fresh: 'forever' }));
  if (answer.is !== 'json') return answer;
  const source = textAt(answer.value, 'source');
  const tag = textAt(answer.value, 'tag') ?? textAt(answer.value, 'version');
  if (source !== null) return { is: 'source', source, requested: tag };
  return { is: 'silent', because: `${host} does not say which repository this is from.` };
}

function optionsFor(url: string, { credentials }: AskingMeans): GetOptions {
  const known = credentials.for('terraform', url);
  return { ...known };
}
