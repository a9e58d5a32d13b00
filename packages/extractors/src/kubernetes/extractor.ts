import { type DocumentShape, type Extractor, parseJson, parseYaml } from '@fineprint/core';
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
      words: ['image', 'Image', 'IMAGE', 'elastic.co'],
      read: (file) => readManifest(file, file.parse(parseYaml)),
    },
    {
      id: 'json',
      role: 'manifest',
      files: ['**/*.json'],
      claims: isObject,
      words: ['image', 'Image', 'IMAGE', 'elastic.co'],
      read: (file) => readManifest(file, file.parse(parseJson)),
    },
  ],
  unit: (path) => path,
  link: linkManifest,
} as const satisfies Extractor<ManifestFact>;

function isObject({ keys }: DocumentShape): boolean {
  return keys.has('apiVersion') && keys.has('kind');
}
