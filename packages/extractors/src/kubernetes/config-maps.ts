import {
  downloadParts,
  embeddedScript,
  entries,
  type FileProblem,
  imageReference,
  isSurelyImage,
  type KubernetesObject,
  namedPath,
  objectImages,
  objectsIn,
  parseYaml,
  type ReferenceFact,
  type ReferenceSite,
  readEmbedded,
  referenceFact,
  resolve,
  type ScalarNode,
  type SourceFile,
  scalarReference,
  walk,
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
    else if (imageField.test(text)) yield* settings(site, value);
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

const imageField = /image["']?:/i;
const imageKey = /image$/i;

/** Whatever program reads the text: a field that ends in `image` and holds a whole reference names one. */
function* settings(site: ReferenceSite, scalar: ScalarNode): Iterable<ReferenceFact | FileProblem> {
  yield* readEmbedded(site.file, scalar, function* (file) {
    const { documents, problems } = file.parse(parseYaml);
    if (problems.length > 0) return;
    for (const { root } of documents) {
      const objects = [...objectsIn(root)];
      for (const object of objects) yield* objectImages(file, object);
      if (objects.length > 0) continue;
      for (const { image, address } of namedImages(site.address, resolve(root)))
        yield* imageReference({ ...site, file, address }, scalarReference(image));
    }
  });
}

function namedImages(address: string, root: ReturnType<typeof resolve>) {
  const found: { readonly image: ScalarNode; readonly address: string }[] = [];
  walk(root, (node, path) => {
    for (const { key, value } of node.is === 'map' ? entries(node) : []) {
      if (value.is !== 'scalar' || !imageKey.test(key.text) || !isSurelyImage(value.text)) continue;
      found.push({ image: value, address: [address, ...namedPath(root, path), key.text].join('/') });
    }
    return undefined;
  });
  return found;
}
