import {
  type DocumentShape,
  type Extractor,
  type FileProblem,
  type Node,
  parseYaml,
  readDocuments,
  type SourceFile,
} from '@fineprint/core';
import { readExecutionEnvironment } from './execution-environment.ts';
import type { AnsibleFact } from './facts.ts';
import { linkUnit } from './link.ts';
import { readCollectionMetadata, readRoleMetadata, readRuntime } from './metadata.ts';
import { modules } from './modules/registry.ts';
import { readMolecule } from './molecule.ts';
import { readRequirements } from './requirements.ts';
import { readTasks, readVariables } from './tasks-file.ts';
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
      id: 'tasks',
      role: 'manifest',
      files: ['**/*.{yml,yaml}'],
      claims: isTaskList,
      words: ['hosts', ...modules.keys()],
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
  ],
  unit: unitOf,
  link: linkUnit,
} as const satisfies Extractor<AnsibleFact>;

function documents(read: (file: SourceFile, root: Node) => Iterable<AnsibleFact | FileProblem>) {
  return (file: SourceFile) => readDocuments(file, parseYaml, (root) => read(file, root));
}

const ofRole: ReadonlySet<string> = new Set([
  'src',
  'name',
  'version',
  'scm',
  'role',
  'include',
  'path',
  'keep_scm_meta',
  'type',
  'source',
]);

/** Lists of roles, and mappings of `roles` and `collections`; a chart's `requirements.yaml` has `dependencies`. */
function isRequirements({ keys, items }: DocumentShape): boolean {
  if (keys.has('roles') || keys.has('collections'))
    return [...keys].every((key) => key === 'roles' || key === 'collections');
  if (keys.size > 0 || !items) return false;
  return (
    (items.has('src') || items.has('name') || items.has('role')) && [...items].every((key) => ofRole.has(key))
  );
}

const ofTasks: ReadonlySet<string> = new Set([
  ...['hosts', 'block', 'become', 'register', 'when', 'notify', 'tags', 'changed_when', 'failed_when'],
  ...['delegate_to', 'import_tasks', 'include_tasks', 'include_role', 'import_role', 'gather_facts', 'loop'],
  ...[
    'loop_control',
    'with_items',
    'no_log',
    'check_mode',
    'run_once',
    'environment',
    'retries',
    'args',
    'action',
  ],
]);
const qualified = /^[a-z0-9_]+\.[a-z0-9_]+\.(?<module>[a-z0-9_]+)$/;
// Modules whose name is an ordinary word of other formats; they need company.
const ambiguous: ReadonlySet<string> = new Set([
  'git',
  'package',
  'command',
  'shell',
  'raw',
  'helm',
  'docker',
  'npm',
  'gem',
  'pip',
  'k8s',
  'kubernetes',
]);

/** A list whose items are plays or tasks. */
function isTaskList({ keys, items }: DocumentShape): boolean {
  if (keys.size > 0 || !items) return false;
  let company = 0;
  for (const key of items) {
    const module = qualified.exec(key)?.groups?.module;
    if (
      module !== undefined ||
      key === 'hosts' ||
      key === 'block' ||
      (modules.has(key) && !ambiguous.has(key))
    )
      return true;
    if (ofTasks.has(key) || ambiguous.has(key)) company += 1;
    if (key.startsWith('with_')) company += 1;
  }
  return company > 1 || (items.has('name') && company > 0);
}
