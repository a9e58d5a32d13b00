import { onceForEach } from '@fineprint/core';
import { part } from '../package-name.ts';
import { type AskingMeans, homeOf, jsonOf } from '../registry.ts';
import { listAt, textAt } from '../values.ts';
import type { WebAnswer } from '../web/web.ts';
import type { RegistryAddress } from './terraform-address.ts';

/**
 * When a version of a module or provider was published. The protocols do not say it: HashiCorp's registry has it in the
 * description of a version (https://developer.hashicorp.com/terraform/registry/api-docs#get-a-specific-module), and that of
 * OpenTofu in its documents (https://api.opentofu.org/openapi.yml).
 */
export function publishedBy(
  address: RegistryAddress,
  service: string,
  means: AskingMeans,
): (version: string) => Promise<string | null> {
  if (address.host === 'registry.opentofu.org') return (version) => inDocuments(address, version, means);
  return (version) => inDescription(`${service}${address.path}/${part(version)}`, means);
}

async function inDescription(url: string, { web, credentials }: AskingMeans): Promise<string | null> {
  const options = { ...credentials.for('terraform', url), fresh: 'forever' } as const;
  const answer = jsonOf(await web.get(url, options));
  return answer.is === 'json' ? textAt(answer.value, 'published_at') : null;
}

async function inDocuments(
  { is, path }: RegistryAddress,
  version: string,
  means: AskingMeans,
): Promise<string | null> {
  const home = homeOf(means, 'opentofu', 'https://api.opentofu.org');
  const url = `${home}/registry/docs/${is}s/${path.toLowerCase()}/index.json`;
  const options = { accept: 'application/json', maxBytes: 32 * 1024 ** 2 };
  return datesIn(await means.web.get(url, options)).get(bare(version)) ?? null;
}

const datesIn = onceForEach((answer: WebAnswer): ReadonlyMap<string, string> => {
  const document = jsonOf(answer);
  const listed = document.is === 'json' ? listAt(document.value, 'versions') : [];
  const versions = listed.map((one) => [textAt(one, 'id'), textAt(one, 'published')]);
  return new Map(versions.flatMap(([id, at]) => (id && at ? [[bare(id), at] as const] : [])));
});

function bare(version: string): string {
  return version.replace(/^v/, '');
}
