import { onceForEach } from '@fineprint/core';
import type { Coordinates, Written } from './facts.ts';
import { interpolate } from './interpolate.ts';
import type { Project } from './projects.ts';

/** A version that a project of the repository manages for others. */
export interface ManagedVersion {
  readonly path: string;
  readonly version: Written;
  /** The project whose properties it is filled in with: what inherits it, or the list that was imported. */
  readonly project: Project;
}

/** Finds the version that a project, a list of the repository that it imports, or its nearest parent manages. */
export function managedVersion(
  project: Project,
  role: Coordinates['role'],
  group: string,
  artifact: string,
): ManagedVersion | null {
  const seen = new Set<Project>();
  function search(from: Project): ManagedVersion | null {
    for (let at: Project | null = from; at && !seen.has(at) && seen.size < mostProjects; at = at.parent) {
      seen.add(at);
      const version = managedIn(at, role).get(`${group}:${artifact}`);
      if (version) return { path: at.path, version, project: from };
      for (const list of importsOf(at)) {
        const found = search(list);
        if (found) return found;
      }
    }
    return null;
  }
  return search(project);
}

// Nobody spreads the versions of one project over more.
const mostProjects = 100;

const importsOf = onceForEach(findImports);

function findImports(project: Project): readonly Project[] {
  return project.fact.coordinates.flatMap(({ role, group, artifact }) => {
    if (role !== 'import' || !group) return [];
    const value = (written: Written) => interpolate(project, project.path, written).text;
    return project.named(value(group), value(artifact)) ?? [];
  });
}

const found = new WeakMap<Project, Map<string, ReadonlyMap<string, Written>>>();

function managedIn(project: Project, role: Coordinates['role']): ReadonlyMap<string, Written> {
  const known = found.get(project) ?? new Map<string, ReadonlyMap<string, Written>>();
  found.set(project, known);
  const listed = known.get(role) ?? managedBy(project, role);
  known.set(role, listed);
  return listed;
}

function managedBy(project: Project, role: Coordinates['role']): ReadonlyMap<string, Written> {
  const listed = new Map<string, Written>();
  for (const each of project.fact.coordinates) {
    if (each.role !== role || !each.version) continue;
    const group = each.group
      ? interpolate(project, project.path, each.group).text
      : role === 'managed-plugin'
        ? 'org.apache.maven.plugins'
        : '';
    const name = `${group}:${interpolate(project, project.path, each.artifact).text}`;
    if (!listed.has(name)) listed.set(name, each.version);
  }
  return listed;
}

/** What outside of the repository may manage versions for a project: parents, and lists that are imported. */
export function versionsElsewhere(project: Project, isPlugin: boolean): readonly string[] {
  const { parents, imports } = outside(project);
  return isPlugin ? parents : [...imports, ...parents];
}

interface Outside {
  readonly parents: readonly string[];
  readonly imports: readonly string[];
}

const outside = onceForEach(namedOutside);

function namedOutside(project: Project): Outside {
  const parents = new Set<string>();
  const imports = new Set<string>();
  const seen = new Set<Project>([project]);
  // The set grows as it is walked.
  for (const each of seen) {
    const { fact, parent, named } = each;
    if (parent) add(seen, parent);
    else if (fact.parent) parents.add(fact.parent.artifact.text);
    for (const list of importsOf(each)) add(seen, list);
    for (const { role, group, artifact } of fact.coordinates)
      if (role === 'import' && !named(group?.text ?? '', artifact.text)) imports.add(artifact.text);
  }
  return { parents: [...parents], imports: [...imports] };
}

function add(seen: Set<Project>, project: Project): void {
  if (seen.size < mostProjects) seen.add(project);
}
