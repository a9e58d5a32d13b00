import {
  type Extractor,
  type FileProblem,
  type Node,
  parseYaml,
  readDocuments,
  type SourceFile,
} from '@fineprint/core';
import { isPlaybook, isRequirements, isTaskList } from './claims.ts';
import { readExecutionEnvironment } from './execution-environment.ts';
import type { AnsibleFact } from './facts.ts';
import { linkUnit } from './link.ts';
import { readCollectionMetadata, readRoleMetadata, readRuntime } from './metadata.ts';
import { modules } from './modules/registry.ts';
import { readMolecule } from './molecule.ts';
import { readRequirements, readRoleNames } from './requirements.ts';
import { readTasks, readVariables } from './tasks-file.ts';
import { readTemplate } from './templates.ts';
import { unitOf } from './units.ts';

/** Ansible: what Galaxy installs, and what plays, roles and their tasks install, fetch and run. */
export const ansible = {
  id: 'ansible',
  title: 'Ansible',
  formats: [
    {
      id: 'requirements',
      role: 'manifest',
      files: ['**/*{requirements,roles,collections,galaxy}*.{yml,yaml}'],
      claims: isRequirements,
      words: ['roles', 'collections', 'src', 'name', '.'],
      read: documents(readRequirements),
    },
    {
      id: 'role-names',
      role: 'manifest',
      files: ['**/*requirements*.{yml,yaml}'],
      claims: ({ keys, items }) => keys.size === 0 && items === undefined,
      words: ['.'],
      read: documents(readRoleNames),
    },
    {
      id: 'role-metadata',
      role: 'manifest',
      files: ['**/meta/main.{yml,yaml}'],
      claims: ({ keys }) => keys.has('galaxy_info') || keys.has('dependencies'),
      words: ['galaxy_info', 'dependencies'],
      read: documents(readRoleMetadata),
    },
    {
      id: 'collection-metadata',
      role: 'manifest',
      files: ['**/galaxy.{yml,yaml}'],
      claims: ({ keys }) => keys.has('namespace') && keys.has('name'),
      words: ['dependencies'],
      read: documents(readCollectionMetadata),
    },
    {
      id: 'runtime',
      role: 'manifest',
      files: ['**/meta/runtime.{yml,yaml}'],
      claims: ({ keys }) => keys.has('requires_ansible'),
      words: ['requires_ansible'],
      read: documents(readRuntime),
    },
    {
      id: 'execution-environment',
      role: 'manifest',
      files: ['**/*{execution-environment,execution_environment,ee}*.{yml,yaml}'],
      claims: ({ keys }) =>
        (keys.has('images') || keys.has('build_arg_defaults') || keys.has('dependencies')) &&
        (keys.has('version') || keys.has('ansible_config')) &&
        !keys.has('name'),
      words: ['images', 'build_arg_defaults', 'dependencies'],
      read: documents(readExecutionEnvironment),
    },
    {
      id: 'molecule',
      role: 'manifest',
      files: ['**/molecule.{yml,yaml}'],
      claims: ({ keys }) => keys.has('platforms'),
      words: ['image', 'box'],
      read: documents(readMolecule),
    },
    {
      id: 'playbook',
      role: 'manifest',
      files: ['**/*.{yml,yaml}'],
      claims: isPlaybook,
      words: ['hosts', ...modules.keys()],
      read: readTasks,
    },
    {
      id: 'tasks',
      role: 'manifest',
      files: ['**/{tasks,handlers}/**/*.{yml,yaml}'],
      // Where tasks lie, a name and a command are enough.
      claims: (shape) => isTaskList(shape) && !isPlaybook(shape),
      words: [...modules.keys()],
      read: readTasks,
    },
    {
      id: 'variables',
      role: 'manifest',
      files: [
        '**/roles/**/{defaults,vars}/**/*.{yml,yaml}',
        '**/{defaults,vars}/main.{yml,yaml}',
        'vars/*.{yml,yaml}',
        '**/playbooks/**/vars/**/*.{yml,yaml}',
        '**/group_vars/all',
        '**/group_vars/all{,/**/*}.{yml,yaml}',
      ],
      words: [': '],
      read: readVariables,
    },
    {
      id: 'template',
      role: 'manifest',
      files: ['**/templates/**/*.{j2,jinja,jinja2}'],
      words: ['image'],
      read: readTemplate,
    },
  ],
  unit: unitOf,
  link: linkUnit,
} as const satisfies Extractor<AnsibleFact>;

function documents(read: (file: SourceFile, root: Node) => Iterable<AnsibleFact | FileProblem>) {
  return (file: SourceFile) => readDocuments(file, parseYaml, (root) => read(file, root));
}
