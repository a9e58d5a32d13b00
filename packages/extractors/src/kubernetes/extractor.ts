import {
  classifyDocuments,
  type DocumentShape,
  type Extractor,
  type FileProblem,
  isSymbolic,
  linkReferences,
  parseJson,
  parseYaml,
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
const fetchWords = ['GrafanaDashboard', 'DataVolume', 'dataVolume', 'VolumeImportSource'] as const;
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
      read: (file) => readManifest(file, file.parse(parseObjects)),
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
function isObject({ keys, kind }: DocumentShape): boolean {
  return keys.has('apiVersion') && keys.has('kind') && kind !== 'CustomResourceDefinition';
}

/** In a chart's templates only plain images are read here; the others need the chart's values. */
function* readTemplate(file: SourceFile): Iterable<ReferenceFact | FileProblem> {
  if (!mayNameImage(file.text) || !file.parse(classify).some(isObject)) return;
  for (const fact of readManifest(file, file.parse(parseObjects)))
    if (fact.is === 'problem' || !isFilledIn(fact)) yield fact;
}

/** Whether a chart's values decide about a part of the reference. */
function isFilledIn({ name, request, digest = '' }: ReferenceFact): boolean {
  return isSymbolic(name) || isSymbolic(digest) || (request.is !== 'nothing' && isSymbolic(request.text));
}

function classify(text: string) {
  return classifyDocuments(text, 'yaml');
}

/** Parses the documents that can matter: definitions of custom resources, megabytes in some files, are blanked out. */
function parseObjects(text: string): SyntaxTree {
  let kept = '';
  let at = 0;
  for (const { kind, start, end } of classify(text)) {
    if (kind !== 'CustomResourceDefinition') continue;
    // The marker of the next document must stay at the beginning of a line.
    kept += `${text.slice(at, start)}${' '.repeat(end - start - 1)}\n`;
    at = end;
  }
  return parseYaml(at === 0 ? text : kept + text.slice(at));
}
