import { joinPath } from '@fineprint/core';

// What a role or a collection keeps beside its tasks; they belong to what holds these folders.
const folders: ReadonlySet<string> = new Set([
  ...['tasks', 'handlers', 'defaults', 'vars', 'meta', 'molecule', 'group_vars', 'tests', 'collections'],
]);

/** The role, or the directory of playbooks, that a file belongs to. */
export function unitOf(path: string): string {
  const parts = path.split('/').slice(0, -1);
  const at = parts.findIndex((part) => folders.has(part));
  const kept = at < 0 ? parts : parts.slice(0, at);
  // `roles/x/tests/roles/y/tasks` is a role of its own.
  const role = parts.lastIndexOf('roles');
  const isInner = role >= 0 && role + 1 < parts.length && role > kept.length;
  return (isInner ? parts.slice(0, role + 2) : kept).join('/') || '.';
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
