import { type Extractor, linkReferences, type ReferenceFact } from '@fineprint/core';
import { readVagrantfile } from './vagrantfile.ts';

/** Vagrant: the boxes of machines, the plugins that are asked for, and what provisioners install and run. */
export const vagrant = {
  id: 'vagrant',
  title: 'Vagrant',
  formats: [
    {
      id: 'vagrantfile',
      role: 'manifest',
      files: ['**/Vagrantfile{,.rb,.dist,.local,.sample,.example}', '**/[Vv]agrantfile*.{template,rb}'],
      words: ['Vagrant', '.vm.'],
      read: readVagrantfile,
    },
  ],
  unit: (path) => path,
  link: (unit) => linkReferences(unit, 'vagrant-environment'),
} as const satisfies Extractor<ReferenceFact>;
