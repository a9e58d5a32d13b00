import {
  type FileProblem,
  type KubernetesObject,
  objectImages,
  objectsIn,
  type ReferenceFact,
  type SourceFile,
  type SyntaxTree,
} from '@fineprint/core';
import { objectCharts } from './charts.ts';
import { objectCommands } from './commands.ts';
import { configMapTexts } from './config-maps.ts';
import { objectDownloads } from './downloads.ts';
import { kopsReferences } from './kops.ts';
import { objectRepositories } from './repositories.ts';

/** Reads every object of a file: documents, JSON arrays, and the items of lists. */
export function* readManifest(file: SourceFile, tree: SyntaxTree): Iterable<ReferenceFact | FileProblem> {
  yield* file.problems(tree.problems);
  for (const { root } of tree.documents) {
    for (const object of objectsIn(root)) {
      if (object.kind === 'ConfigMap') yield* configMapTexts(file, object);
      if (isOfOtherTool(object)) continue;
      yield* objectCharts(file, object);
      yield* objectImages(file, object);
      yield* objectCommands(file, object);
      yield* objectDownloads(file, object);
      yield* kopsReferences(file, object);
      yield* objectRepositories(file, object);
    }
  }
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
const otherTools = /(?:^|\.)(?:(?<!helm\.)fluxcd\.io|kustomize\.config\.k8s\.io)\/|^skaffold\//;

function isOfOtherTool({ apiVersion, kind }: KubernetesObject): boolean {
  return withoutImages.has(kind) || (otherTools.test(apiVersion) && kind !== 'HelmRelease');
}
