import type { DocumentShape } from '@fineprint/core';
import { modules } from './modules/registry.ts';

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
export function isRequirements({ keys, items }: DocumentShape): boolean {
  if (keys.has('roles') || keys.has('collections'))
    return [...keys].every((key) => key === 'roles' || key === 'collections');
  if (keys.size > 0 || !items) return false;
  return (
    (items.has('src') || items.has('name') || items.has('role')) && [...items].every((key) => ofRole.has(key))
  );
}

// Keywords of plays and tasks that no other list is likely to have.
const keywords: ReadonlySet<string> = new Set([
  ...['hosts', 'block', 'become', 'register', 'when', 'notify', 'changed_when', 'failed_when', 'delegate_to'],
  ...['import_playbook', 'import_tasks', 'include_tasks', 'include_role', 'import_role', 'gather_facts'],
  ...['loop_control', 'no_log', 'check_mode', 'run_once'],
]);
const qualified = /^[a-z0-9_]+\.[a-z0-9_]+\.[a-z0-9_]+$/;
// Modules whose names are ordinary words in other lists, too.
const ambiguous: ReadonlySet<string> = new Set([
  ...[
    'git',
    'package',
    'command',
    'shell',
    'raw',
    'helm',
    'docker',
    'npm',
    'gem',
    'snap',
    'homebrew',
    'pip',
    'k8s',
    'kubernetes',
  ],
  ...['yarn', 'pnpm', 'cargo', 'pipx', 'apk', 'helm_plugin'],
]);

/** A list that can only be one of plays or tasks: its items have keywords of Ansible, or modules that nothing else is called. */
export function isPlaybook({ keys, items }: DocumentShape): boolean {
  if (keys.size > 0 || !items) return false;
  for (const key of items) {
    if (qualified.test(key) || keywords.has(key) || key.startsWith('with_')) return true;
    if (modules.has(key) && !ambiguous.has(key)) return true;
  }
  return false;
}

/** A list whose items call modules. */
export function isTaskList({ keys, items }: DocumentShape): boolean {
  return keys.size === 0 && items !== undefined && [...items].some((key) => modules.has(key));
}
