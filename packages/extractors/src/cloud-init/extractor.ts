import {
  cloudConfigReferences,
  type Extractor,
  type FileProblem,
  linkReferences,
  parseYaml,
  type ReferenceFact,
  readDocuments,
  type SourceFile,
} from '@fineprint/core';

/** Configurations of cloud-init: packages, commands, and the scripts and units that they write. */
export const cloudInit = {
  id: 'cloud-init',
  title: 'cloud-init',
  formats: [
    {
      id: 'configuration',
      role: 'manifest',
      files: [
        '**/*.{yaml,yml,cfg,cloud,tpl,tftpl,tmpl,j2}',
        '**/{user-data,user_data,userdata,cloud-init,cloud-config}*',
      ],
      // The names are anybody's: the word decides, and the first line.
      claims: () => true,
      words: ['#cloud-config'],
      read: readConfiguration,
    },
  ],
  unit: (path) => path,
  link: (unit) => linkReferences(unit, 'cloud-config'),
} as const satisfies Extractor<ReferenceFact>;

const firstLine = /^\uFEFF?(?:\s|#(?!cloud-config)[^\n]*\n){0,100}#cloud-config\b/;

/** The first line says what the file is; a remark or the line of a template may stand before it. */
function* readConfiguration(file: SourceFile): Iterable<ReferenceFact | FileProblem> {
  if (!firstLine.test(file.text.slice(0, 20_000))) return;
  const site = { file, address: 'cloud-config', usage: 'deployed' } as const;
  yield* readDocuments(file, parseYaml, (root) => cloudConfigReferences(site, root));
}
