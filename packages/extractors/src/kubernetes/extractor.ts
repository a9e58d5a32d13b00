import {
  type DocumentShape,
  documentShapes,
  type Extractor,
  type FileProblem,
  isSymbolic,
  linkReferences,
  parseJson,
  parseYaml,
  parseYamlWithout,
  type ReferenceFact,
  readDocuments,
  resolve,
  type SourceFile,
  type SyntaxTree,
} from '@fineprint/core';
import { mayNameImage } from './chart-template.ts';
import { fleetCharts } from './charts.ts';
import { readManifest } from './manifest.ts';

// Without one of them an object names no image, and no operator runs one for it.
const imageWords = ['image', 'Image', 'IMAGE', 'elastic.co', 'docker://'] as const;
// Nor does one install a chart for it; that of Flux gives images to its chart.
const chartWords = ['HelmRelease', 'chart', 'repository:', 'fleet.cattle.io'] as const;
// Nor does one fetch a file for it.
const fetchWords = [
  'GrafanaDashboard',
  'DataVolume',
  'dataVolume',
  'VolumeImportSource',
  'kops.k8s.io',
] as const;
// A script that a ConfigMap holds, and the address of an archive, need none.
const archiveWords = ['.jar', '.war', '.tgz', '.tar.', '.zip', '.deb', '.rpm', '.whl'] as const;
const words = [...imageWords, ...chartWords, ...fetchWords, ...archiveWords, '.sh', '#!/'] as const;

/** Kubernetes manifests: objects of built-in kinds and of custom resources, in YAML and JSON. */
export const kubernetes = {
  id: 'kubernetes',
  title: 'Kubernetes',
  formats: [
    {
      id: 'yaml',
      role: 'manifest',
      files: ['**/*.{yaml,yml}{,.j2,.jinja2,.tmpl,.tpl,.template,.gotmpl,.erb}'],
      claims: isObject,
      words,
      read: (file) => readManifest(file, objectsOf(file)),
    },
    {
      id: 'fleet',
      role: 'manifest',
      files: ['**/fleet.{yaml,yml}'],
      words: ['chart'],
      read: (file) => readDocuments(file, parseYaml, (root) => fleetCharts(file, resolve(root))),
    },
    {
      id: 'chart-template',
      role: 'manifest',
      files: ['**/templates/**/*.{yaml,yml}'],
      within: 'Chart.yaml',
      words: imageWords,
      read: readTemplate,
    },
    {
      id: 'json',
      role: 'manifest',
      files: ['**/*.json'],
      claims: isObject,
      words,
      read: (file) => readManifest(file, file.parse(parseJson)),
    },
  ],
  unit: (path) => path,
  link: (unit) => linkReferences(unit, 'kubernetes-manifests'),
} as const satisfies Extractor<ReferenceFact>;

/** A definition of custom resources describes fields called `image` and names none; such files are the largest there are. */
function isObject(shape: DocumentShape): boolean {
  return shape.keys.has('apiVersion') && shape.keys.has('kind') && !isDefinition(shape);
}

/** In a chart's templates only plain images are read here; the others need the chart's values. */
function* readTemplate(file: SourceFile): Iterable<ReferenceFact | FileProblem> {
  if (!mayNameImage(file.text) || !file.parse(documentShapes).some(isObject)) return;
  for (const fact of readManifest(file, objectsOf(file)))
    if (fact.is === 'problem' || !isFilledIn(fact)) yield fact;
}

/** Whether a chart's values decide about a part of the reference. */
function isFilledIn({ name, request, digest = '' }: ReferenceFact): boolean {
  return isSymbolic(name) || isSymbolic(digest) || (request.is !== 'nothing' && isSymbolic(request.text));
}

/** Parses the documents of a file but for definitions of custom resources, megabytes in some. */
function objectsOf(file: SourceFile): SyntaxTree {
  const definitions = file.parse(documentShapes).filter(isDefinition);
  if (definitions.length === 0) return file.parse(parseYaml);
  return parseYamlWithout(file.text, new Set(definitions.map(({ start }) => start)));
}

function isDefinition({ kind }: DocumentShape): boolean {
  return kind === 'CustomResourceDefinition';
}
