import { part } from '../package-name.ts';
import {
  type AskingMeans,
  homeOf,
  type Json,
  jsonOf,
  type LicenseFinding,
  type Registry,
} from '../registry.ts';
import { type Repository, repositoryOf } from '../repository.ts';
import { listAt, textAt, valueAt } from '../values.ts';
import { licenseFileAt } from './git-files.ts';
import { type RegistryAddress, registryAddressOf } from './terraform-address.ts';

/**
 * The documents of OpenTofu's registry (https://api.opentofu.org/openapi.yml): they name the repository behind a version, whose
 * license file is read, and what the registry recognised in it to decide which documents it may show. That nobody stated, so
 * that it counts where the repository tells nothing.
 */
export const openTofu = {
  id: 'opentofu',
  title: 'Documents of OpenTofu’s registry',
  kinds: ['terraform-module', 'terraform-provider'],
  async licenses({ key, version }, means) {
    const address = registryAddressOf(key);
    if (address?.host !== 'registry.opentofu.org' || version === null) return [];
    const { answer, tag } = await documentOf(address, version, means);
    if (answer.is !== 'json') return [answer];
    const repository = repositoryIn(answer.value, tag);
    const read = repository ? await licenseFileAt(repository, means) : [];
    return read.some(({ is }) => is === 'text') ? read : [...read, detectedIn(answer, address)];
  },
} as const satisfies Registry;

/** Versions of providers have a `v`, those of modules what their tag has. */
async function documentOf(
  { is, path }: RegistryAddress,
  version: string,
  means: AskingMeans,
): Promise<{ readonly answer: Json; readonly tag: string }> {
  const home = homeOf(means, 'opentofu', 'https://api.opentofu.org');
  const bare = version.replace(/^v/, '');
  const ask = async (tag: string) => {
    const url = `${home}/registry/docs/${is}s/${path.toLowerCase()}/${part(tag)}/index.json`;
    // The same document lists all resources of a provider.
    const options = { accept: 'application/json', maxBytes: 32 * 1024 ** 2 };
    return { answer: jsonOf(await means.web.get(url, options)), tag };
  };
  const found = await ask(`v${bare}`);
  return found.answer.is === 'silent' && is === 'module' ? ask(bare) : found;
}

/** Where the version lies: its link leads to the repository, or to the tag in it. */
function repositoryIn(document: unknown, tag: string): Repository | null {
  const source = textAt(document, 'link');
  const nothing = { kind: 'git-source', name: '', version: null, commit: null, requested: null };
  const found = repositoryOf({ ...nothing, source });
  return found && { ...found, ref: tag };
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
      because: `${source} names no licence that was found in the root of the repository.`,
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
