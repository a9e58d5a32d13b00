import {
  type AskingMeans,
  homeOf,
  type Json,
  jsonOf,
  type LicenseFinding,
  type Registry,
} from '../registry.ts';
import { listAt, textAt, valueAt } from '../values.ts';
import { type RegistryAddress, registryAddressOf } from './terraform.ts';

/**
 * What OpenTofu's registry found in the repository behind a version (https://api.opentofu.org/openapi.yml, `License`). It
 * detects licenses to decide which documents it may show; nobody stated them. So it is asked after the repository itself.
 */
export const openTofu = {
  id: 'opentofu',
  title: 'Documents of OpenTofu’s registry',
  kinds: ['terraform-module', 'terraform-provider'],
  async licenses({ key, version }, means) {
    const address = registryAddressOf(key);
    if (address?.host !== 'registry.opentofu.org' || version === null) return [];
    const answer = await documentOf(address, version, means);
    return [answer.is === 'json' ? detectedIn(answer, address) : answer];
  },
} as const satisfies Registry;

/** Versions of providers have a `v`, those of modules what their tag has. */
async function documentOf({ is, path }: RegistryAddress, version: string, means: AskingMeans): Promise<Json> {
  const home = homeOf(means, 'opentofu', 'https://api.opentofu.org');
  const bare = encodeURIComponent(version.replace(/^v/, ''));
  const ask = async (text: string) => {
    const url = `${home}/registry/docs/${is}s/${path.toLowerCase()}/${text}/index.json`;
    // The same document lists all resources of a provider.
    return jsonOf(await means.web.get(url, { accept: 'application/json', maxBytes: 32 * 1024 ** 2 }));
  };
  const answer = await ask(`v${bare}`);
  return answer.is === 'silent' && is === 'module' ? ask(bare) : answer;
}

/** A license that was detected in a file. */
interface Detected {
  readonly spdx: string;
  readonly file: string;
  readonly confidence: number;
}

// Below this the registry itself passes over what it detected.
const leastConfidence = 0.85;

const identifier = /^[A-Za-z0-9.+-]{1,64}$/;
const fileName = /^[^/]{0,100}$/;

// Two names of the list have the same words; only a notice beside the code could tell one from the other.
const plainNames: ReadonlyMap<string, string> = new Map([['MPL-2.0-no-copyleft-exception', 'MPL-2.0']]);

function detectedIn(
  { value, source, staleSince }: Extract<Json, { readonly is: 'json' }>,
  { is }: RegistryAddress,
): LicenseFinding {
  const files = new Map<string, Detected>();
  for (const one of listAt(value, is === 'module' ? 'licenses' : 'license')) {
    const found = detected(one);
    const known = found && files.get(found.file);
    if (found && !(known && known.confidence >= found.confidence)) files.set(found.file, found);
  }
  const [first, ...others] = files.values();
  if (!first)
    return {
      is: 'silent',
      because: `${source} names no license that was found in the root of the repository.`,
    };
  if (others.some(({ spdx }) => spdx !== first.spdx)) {
    const names = [...files.values()].map(({ spdx, file }) => `${spdx} (${file})`).join(', ');
    return {
      is: 'silent',
      because: `${source} names ${names}, and not whether all apply or one may be chosen.`,
    };
  }
  const { spdx, file, confidence } = first;
  const note = `OpenTofu’s registry recognised it in ${file === '' ? 'the repository' : JSON.stringify(file)} with a confidence of ${confidence.toFixed(2)}.`;
  return { is: 'field', field: spdx, by: 'registry', confidence, note, source, staleSince };
}

/** What is in the root of the repository, or what its host said of it, if the registry is sure enough; else `null`. */
function detected(value: unknown): Detected | null {
  const [spdx, file] = [textAt(value, 'spdx'), textAt(value, 'file') ?? ''];
  const confidence = valueAt(value, 'confidence');
  const isSure = typeof confidence === 'number' && confidence >= leastConfidence && confidence <= 1;
  if (spdx === null || !identifier.test(spdx) || !isSure || !fileName.test(file)) return null;
  return { spdx: plainNames.get(spdx) ?? spdx, file, confidence };
}
