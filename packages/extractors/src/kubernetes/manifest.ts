import {
  entries,
  type FileProblem,
  items,
  type Resolved,
  resolve,
  type SourceFile,
  type SyntaxTree,
  textOf,
} from '@fineprint/core';
import type { ManifestFact } from './facts.ts';
import { imagesIn } from './images.ts';

/** Reads every object of a file: documents, JSON arrays, and the items of lists. */
export function* readManifest(file: SourceFile, tree: SyntaxTree): Iterable<ManifestFact | FileProblem> {
  yield* file.problems(tree.problems);
  for (const document of tree.documents) {
    const root = resolve(document.root);
    for (const object of root.is === 'list' ? root.items.map(resolve) : [root])
      yield* readObject(file, object, 0);
  }
}

const deepestList = 20;

function* readObject(file: SourceFile, object: Resolved, depth: number): Iterable<ManifestFact> {
  const apiVersion = textOf(object, 'apiVersion');
  const kind = textOf(object, 'kind');
  if (apiVersion === undefined || kind === undefined) return;
  const listed = items(object, 'items');
  if (kind.endsWith('List') && listed.length > 0 && depth < deepestList) {
    for (const item of listed) yield* readListed(file, item, apiVersion, kind.slice(0, -4), depth);
    return;
  }
  if (isOfOtherTool(apiVersion, kind)) return;
  yield* imagesIn(file, { root: object, apiVersion, kind });
}

/** Items of a typed list (`DeploymentList`) may leave out what the list already says. */
function* readListed(
  file: SourceFile,
  item: Resolved,
  apiVersion: string,
  kind: string,
  depth: number,
): Iterable<ManifestFact> {
  if (entries(item).some(({ key }) => key.text === 'kind')) yield* readObject(file, item, depth + 1);
  else if (!isOfOtherTool(apiVersion, kind)) yield* imagesIn(file, { root: item, apiVersion, kind });
}

// Objects that hold texts, schemas or settings instead of images; those of GitOps tools have readers of their own.
const withoutImages: ReadonlySet<string> = new Set([
  'ConfigMap',
  'Secret',
  'CustomResourceDefinition',
  'APIService',
  'Kustomization',
  'Component',
  'Application',
  'ApplicationSet',
  'AppProject',
]);
// What a Flux release tells its chart holds images as custom resources do.
const otherTools = /(?:^|\.)(?:fluxcd\.io|kustomize\.config\.k8s\.io)\/|^skaffold\//;

function isOfOtherTool(apiVersion: string, kind: string): boolean {
  return withoutImages.has(kind) || (otherTools.test(apiVersion) && kind !== 'HelmRelease');
}
