import { type Extractor, parseHcl, parseHclJson } from '@fineprint/core';
import { readComponents, readTest } from './components.ts';
import type { StackFact } from './facts.ts';
import { linkStack } from './link.ts';

const componentWords = ['component', 'stack', 'required_providers', 'variable', 'locals', 'removed'];

/** Terraform Stacks and the tests of Terraform and OpenTofu: modules and providers outside of `*.tf`; a unit is a directory. */
export const terraformStacks = {
  id: 'terraform-stacks',
  title: 'Terraform Stacks and tests',
  formats: [
    {
      id: 'components',
      role: 'manifest',
      files: ['**/*.tfcomponent.hcl', '**/*.tfstack.hcl'],
      words: componentWords,
      read: (file) => readComponents(file, file.parse(parseHcl)),
    },
    {
      id: 'components-json',
      role: 'manifest',
      files: ['**/*.tfcomponent.json', '**/*.tfstack.json'],
      words: componentWords,
      read: (file) => readComponents(file, file.parse(parseHclJson)),
    },
    {
      id: 'test',
      role: 'manifest',
      files: ['**/*.tftest.hcl', '**/*.tofutest.hcl'],
      words: ['module'],
      read: (file) => readTest(file, file.parse(parseHcl)),
    },
    {
      id: 'test-json',
      role: 'manifest',
      files: ['**/*.tftest.json', '**/*.tofutest.json'],
      words: ['module'],
      read: (file) => readTest(file, file.parse(parseHclJson)),
    },
  ],
  unit(path) {
    const slash = path.lastIndexOf('/');
    return slash < 0 ? '.' : path.slice(0, slash);
  },
  link: linkStack,
} as const satisfies Extractor<StackFact>;
