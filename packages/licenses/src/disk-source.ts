import { createHash } from 'node:crypto';
import {
  type Component,
  firstPlace,
  type LicenseEvidence,
  type LicenseSource,
  type LicenseTree,
  locate,
  type Problem,
  problem,
  type UnknownText,
} from '@fineprint/core';
import type { UnreadLicense } from './metadata/license-field.ts';
import { evidenceFromLicenseFile, isLicenseFile } from './metadata/license-file.ts';
import { evidenceFromPackageMetadata, isPackageMetadata } from './metadata/package-metadata.ts';
import type { LicenseTexts } from './texts/license-texts.ts';

/** Makes the copies of components on disk a source: what a tool has put there carries its own licence. */
export function diskSource(known: () => LicenseTexts): LicenseSource {
  const texts = new Map<string, string>();
  return {
    id: 'disk',
    *evidence(component, tree) {
      for (const directory of copiesOf(component, tree)) {
        for (const name of tree.list(directory)) {
          if (isLicenseFile(name) || isPackageMetadata(name))
            yield* evidenceIn(`${directory}/${name}`, tree, known, texts);
        }
      }
    },
    texts: () => texts,
  };
}

/** Directories inside the root that hold a copy of a component. */
function copiesOf({ kind, key, version, occurrences }: Component, tree: LicenseTree): readonly string[] {
  const named = occurrences.flatMap(({ contents }) => (contents === undefined ? [] : [contents]));
  const providers =
    kind === 'terraform-provider' && version !== null ? providersOf(key, version, occurrences, tree) : [];
  return [...new Set([...named, ...providers])];
}

/** `terraform init` puts a provider into `.terraform/providers/<host>/<namespace>/<type>/<version>/<platform>`. */
function providersOf(
  key: string,
  version: string,
  occurrences: Component['occurrences'],
  tree: LicenseTree,
): readonly string[] {
  const address = key.slice(key.indexOf(':') + 1);
  const roots = new Set(
    occurrences.map(({ at }) => at.path.slice(0, Math.max(0, at.path.lastIndexOf('/') + 1))),
  );
  return [...roots].flatMap((root) => {
    const directory = `${root}.terraform/providers/${address}/${version}`;
    return tree.list(directory).map((platform) => `${directory}/${platform}`);
  });
}

function* evidenceIn(
  path: string,
  tree: LicenseTree,
  known: () => LicenseTexts,
  texts: Map<string, string>,
): Iterable<LicenseEvidence | UnknownText | Problem> {
  const text = tree.file(path)?.text;
  if (text === undefined) return;
  const name = path.slice(path.lastIndexOf('/') + 1);
  const found: readonly (LicenseEvidence | UnreadLicense)[] = isLicenseFile(name)
    ? [evidenceFromLicenseFile(known(), path, text)]
    : evidenceFromPackageMetadata(path, text);
  for (const item of found) {
    if ('is' in item) {
      const sha256 = createHash('sha256').update(text).digest('hex');
      if (isLicenseFile(name)) {
        texts.set(sha256, text);
        yield { is: 'unknown-text', source: path, text: sha256 };
      }
      yield problem(
        'license-unreadable',
        `"${item.source}" concludes nothing. ${item.because} Its SHA-256 is ${sha256}.`,
        locate(path, firstPlace),
      );
      continue;
    }
    if (item.text !== undefined) texts.set(item.text, text);
    yield item;
  }
}
