import { entries, parseJson, type SourceFile, textOf, writtenScalar } from '@fineprint/core';
import { declaredAt, type PackageMetadata, readMapping } from './metadata.ts';

/** Reads `metadata.json`, which Puppet modules and Chef cookbooks share in what matters: name, version, license. */
export function readMetadataJson(path: string, file: SourceFile): PackageMetadata {
  return readMapping(path, file, parseJson, (root) => {
    const license = writtenScalar(root, 'license');
    return {
      name: textOf(root, 'name') ?? null,
      version: textOf(root, 'version') ?? null,
      readings: license ? [declaredAt(path, file, license)] : [],
    };
  });
}

// https://specs.opencontainers.org/image-spec/annotations/
const imageLicense = 'org.opencontainers.image.licenses';

/**
 * Reads what an OCI manifest's annotations, or an image configuration's labels, say of the license: that of the software
 * for which the image was made, since its base image stands under licenses of its own.
 */
export function readImageLabels(path: string, file: SourceFile): PackageMetadata {
  return readMapping(path, file, parseJson, (root) => {
    const labels = [...entries(root, 'annotations'), ...entries(root, 'config', 'Labels')];
    const license = labels.find(({ key }) => key.text === imageLicense)?.value;
    if (license?.is !== 'scalar' || license.text.trim() === '') return {};
    const reading = declaredAt(path, file, license);
    return { readings: ['is' in reading ? reading : { ...reading, covers: 'main-software' }] };
  });
}
