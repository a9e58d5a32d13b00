import { joinPath } from '@fineprint/core';

// What a role or a collection keeps beside its tasks; they belong to what holds these folders.
const folders: ReadonlySet<string> = new Set([
  ...['tasks', 'handlers', 'defaults', 'vars', 'meta', 'molecule', 'collections', 'templates'],
]);

/** The role, or the directory of playbooks or of an inventory, that a file belongs to. */
export function unitOf(path: string): string {
  const parts = path.split('/').slice(0, -1);
  const hosts = parts.lastIndexOf('group_vars');
  if (hosts >= 0) return parts.slice(0, hosts).join('/') || '.';
  // `roles/x/tests/roles/y/tasks` is of the inner role.
  const role = Math.min(parts.lastIndexOf('roles') + 2, parts.length);
  const from = parts.includes('roles') ? role : 0;
  const at = parts.findIndex((part, index) => index >= from && folders.has(part));
  const end = at >= 0 ? at : parts.at(-1) === 'tests' ? parts.length - 1 : parts.length;
  return parts.slice(0, end).join('/') || '.';
}

/** The directories above one, the nearest first, the root last. */
export function ancestorsOf(unit: string): readonly string[] {
  if (unit === '.') return [];
  const parts = unit.split('/');
  return parts.map((_, index) => parts.slice(0, parts.length - 1 - index).join('/') || '.');
}

/** Which variables of a unit a file holds: those that a role sets, those of all hosts, or a role's defaults. */
export function layerOf(path: string): 'vars' | 'group' | 'defaults' {
  if (/(?:^|\/)defaults\//.test(path)) return 'defaults';
  return /(?:^|\/)group_vars\//.test(path) ? 'group' : 'vars';
}

const development = /(?:^|\/)(?:molecule|tests?|ci|\.github)\//;

/** Whether what a file does happens only while a role is tested. */
export function isForTests(path: string): boolean {
  return development.test(path);
}

/** Where a role of the same repository may lie that another one names. */
export function rolePlaces(unit: string, name: string): readonly string[] {
  const beside = joinPath(unit, '..') ?? '.';
  const places = [joinPath(beside, name), joinPath(unit, `roles/${name}`), joinPath('roles', name)];
  return places.filter((place) => place !== null).filter((place) => place !== unit);
}
