import {
  classifyDocuments,
  type DocumentShape,
  type Extractor,
  parseJson,
  parseYaml,
  type SyntaxTree,
} from '@fineprint/core';
import type { ManifestFact } from './facts.ts';
import { linkManifest } from './link.ts';
import { readManifest } from './manifest.ts';

/** Kubernetes manifests: objects of built-in kinds and of custom resources, in YAML and JSON. */
export const kubernetes = {
  id: 'kubernetes',
  title: 'Kubernetes',
  formats: [
    {
      id: 'yaml',
      role: 'manifest',
      files: ['**/*.{yaml,yml}'],
      claims: isObject,
      words: ['image', 'Image', 'IMAGE', 'elastic.co', 'docker://'],
      read: (file) => readManifest(file, file.parse(parseObjects)),
    },
    {
      id: 'json',
      role: 'manifest',
      files: ['**/*.json'],
      claims: isObject,
      words: ['image', 'Image', 'IMAGE', 'elastic.co', 'docker://'],
      read: (file) => readManifest(file, file.parse(parseJson)),
    },
  ],
  unit: (path) => path,
  link: linkManifest,
} as const satisfies Extractor<ManifestFact>;

/** A definition of custom resources describes fields called `image` and names none; such files are the largest there are. */
function isObject({ keys, kind }: DocumentShape): boolean {
  return keys.has('apiVersion') && keys.has('kind') && kind !== 'CustomResourceDefinition';
}

/** Parses the documents that can matter: definitions of custom resources, megabytes in some files, are blanked out. */
function parseObjects(text: string): SyntaxTree {
  let kept = '';
  let at = 0;
  for (const { kind, start, end } of classifyDocuments(text, 'yaml')) {
    if (kind !== 'CustomResourceDefinition') continue;
    kept += text.slice(at, start) + ' '.repeat(end - start);
    at = end;
  }
  return parseYaml(at === 0 ? text : kept + text.slice(at));
}
