import {
  downloadParts,
  embeddedImages,
  embeddedScript,
  entries,
  type FileProblem,
  imageReference,
  isSurelyImage,
  type KubernetesObject,
  mayHoldImages,
  objectImages,
  type ReferenceFact,
  type ReferenceSite,
  readEmbedded,
  referenceFact,
  type ScalarNode,
  type SourceFile,
  scalarReference,
  writtenText,
} from '@fineprint/core';

/**
 * Reads the texts of a `ConfigMap`: images that a program will run, scripts that containers mount, and manifests and
 * settings in YAML or JSON.
 */
export function* configMapTexts(
  file: SourceFile,
  { root, name }: KubernetesObject,
): Iterable<ReferenceFact | FileProblem> {
  for (const { key, value } of entries(root, 'data')) {
    if (value.is !== 'scalar' || value.isNull) continue;
    const site: ReferenceSite = { file, address: `ConfigMap/${name}/data/${key.text}`, usage: 'deployed' };
    const text = value.text.trim();
    if (isScript(key.text, text)) yield* embeddedScript(site, [value]);
    else if (isNamedImage(key.text, text)) yield* imageReference(site, scalarReference(value));
    else if (archiveUrl.test(text)) yield* download(site, value);
    else if (text.includes('<image>')) yield* elements(site, value);
    else if (mayHoldImages(value)) yield* embeddedImages(site, value, objectImages);
  }
}

function isScript(key: string, text: string): boolean {
  return /\.(?:sh|bash)$/.test(key) || /^#!.{0,80}\b(?:ba|da|a|z|k)?sh\b/.test(text);
}

const longestName = 1000;

/** Where the key does not say that it is an image, its registry or digest must. */
function isNamedImage(key: string, text: string): boolean {
  if (text.length > longestName || !isSurelyImage(text)) return false;
  return /image/i.test(key) || /^[\w-]+(?:\.[\w-]+)+(?::\d+)?\/|@sha256:/.test(text);
}

// A container fetches it: data that a program shows or calls do not come in archives.
const archiveUrl = /^https?:\/\/\S+\.(?:jar|war|tar\.[gx]z|tgz|zip|deb|rpm|whl)$/;

function* download(site: ReferenceSite, value: ScalarNode): Iterable<ReferenceFact> {
  const reference = scalarReference(value);
  const parts = downloadParts(site.file, reference.resolved);
  if (parts) yield referenceFact(site, reference, parts);
}

// Pod templates of Jenkins are XML: https://plugins.jenkins.io/kubernetes
const imageElement = /(?<=<image>)[^<\s]{1,500}(?=<\/image>)/g;

function* elements(site: ReferenceSite, scalar: ScalarNode): Iterable<ReferenceFact | FileProblem> {
  yield* readEmbedded(site.file, scalar, function* (file) {
    for (const { index, 0: image } of file.text.matchAll(imageElement)) {
      const at = { start: index, end: index + image.length };
      if (isSurelyImage(image) || image.includes('/'))
        yield* imageReference({ ...site, file }, { at, resolved: writtenText(image, index) });
    }
  });
}
