import type { DocumentShape, Extractor, Linked, Tree, UnitFiles } from '@fineprint/core';
import { templateDirectory } from './directory.ts';
import type { PackerFact } from './facts.ts';
import { readLegacySettings, readLegacyTemplate } from './legacy.ts';
import { linkPlugin, linkRequiredVersion } from './plugins.ts';
import { linkScript } from './scripts.ts';
import { linkLooseSettings, linkSource } from './sources.ts';
import { readJsonSettings, readJsonTemplate, readSettings, readTemplate } from './template.ts';

const words = ['packer', 'source', 'variable', 'local', 'build', 'data'];
const imageVariable =
  /^(?:\w*iso_urls?|(?:source_)?ami_filter_name|source_ami\w*|image_(?:publisher|offer|sku)|source_image\w*)$/;

/** Packer: plugins, the images that machine images are built from, and what provisioners install; a unit is a directory. */
export const packer = {
  id: 'packer',
  title: 'Packer',
  formats: [
    { id: 'template', role: 'manifest', files: ['**/*.pkr.hcl'], words, read: readTemplate },
    { id: 'template-json', role: 'manifest', files: ['**/*.pkr.json'], words, read: readJsonTemplate },
    { id: 'settings', role: 'manifest', files: ['**/*.pkrvars.hcl'], words: ['='], read: readSettings },
    {
      id: 'settings-json',
      role: 'manifest',
      files: ['**/*.pkrvars.json'],
      words: ['{'],
      read: readJsonSettings,
    },
    {
      id: 'legacy-template',
      role: 'manifest',
      files: ['**/*.json'],
      claims: ({ keys }: DocumentShape) => keys.has('builders'),
      words: ['builders'],
      read: readLegacyTemplate,
    },
    {
      id: 'legacy-settings',
      role: 'manifest',
      files: ['**/*.json'],
      claims: ({ keys }: DocumentShape) =>
        !keys.has('builders') && [...keys].some((key) => imageVariable.test(key)),
      words: ['iso_url', 'ami_filter_name', 'source_ami', 'image_publisher', 'image_offer', 'source_image'],
      read: readLegacySettings,
    },
  ],
  unit(path) {
    const slash = path.lastIndexOf('/');
    return slash < 0 ? '.' : path.slice(0, slash);
  },
  *link(unit: UnitFiles<PackerFact>, tree: Tree<PackerFact>): Iterable<Linked> {
    yield { is: 'unit', kind: 'packer-template' };
    const directory = templateDirectory(unit, tree);
    for (const { path, facts } of unit.files) {
      for (const fact of facts) {
        if (fact.is === 'plugin') yield* linkPlugin(directory, path, fact);
        else if (fact.is === 'required-version') yield* linkRequiredVersion(directory, path, fact);
        else if (fact.is === 'source') yield* linkSource(directory, path, fact);
        else if (fact.is === 'script') yield* linkScript(directory, path, fact);
      }
    }
    yield* linkLooseSettings(directory);
  },
} as const satisfies Extractor<PackerFact>;
