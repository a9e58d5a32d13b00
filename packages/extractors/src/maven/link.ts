import {
  type Linked,
  locate,
  type Occurrence,
  occurrenceOf,
  type Request,
  type Scope,
  type Tree,
  type UnitFiles,
  type Usage,
} from '@fineprint/core';
import type { Coordinates, MavenFact, ProjectFact } from './facts.ts';
import { interpolate, type Value } from './interpolate.ts';
import { managedVersion, versionsElsewhere } from './management.ts';
import { type Project, projectsIn } from './projects.ts';

/** Links the projects of a directory: parents, dependencies and plugins, with what parents of the repository say. */
export function* linkProjects(unit: UnitFiles<MavenFact>, tree: Tree<MavenFact>): Iterable<Linked> {
  const projects = projectsIn(tree);
  yield { is: 'unit', kind: 'maven-project' };
  for (const { path, facts } of unit.files) {
    for (const fact of facts) {
      if (fact.is === 'reference') yield { is: 'occurrence', ...occurrenceOf(path, fact) };
      else {
        const project = projects.at(path) ?? { path, fact, parent: null, named: () => undefined };
        for (const occurrence of occurrencesOf(project))
          if (!projects.isOwn(...namesOf(occurrence.name))) yield { is: 'occurrence', ...occurrence };
      }
    }
  }
}

function namesOf(name: string): [group: string, artifact: string] {
  const [, group = '', artifact = ''] = name.split('/');
  return [group, artifact];
}

function* occurrencesOf(project: Project): Iterable<Occurrence> {
  const parent = parentOf(project.fact);
  if (parent && !project.parent) yield occurrence(project, parent, 'build', undefined);
  const plugins = new Set(
    project.fact.coordinates.flatMap(({ role, artifact }) => (role === 'plugin' ? [artifact.text] : [])),
  );
  for (const each of project.fact.coordinates) {
    const { role, artifact } = each;
    // What is only managed is used where something asks for it; plugins of the life cycle are asked for by none.
    if (role === 'managed' || (role === 'managed-plugin' && plugins.has(artifact.text))) continue;
    const { usage, scope } = useOf(each);
    yield occurrence(project, each, usage, scope);
  }
}

function parentOf({ parent }: ProjectFact): Coordinates | null {
  if (!parent) return null;
  const { group, artifact, version } = parent;
  return { role: 'extension', group, artifact, version, scope: null, optional: false, address: 'parent' };
}

function useOf({ role, scope, optional }: Coordinates): { readonly usage: Usage; readonly scope?: Scope } {
  if (role !== 'dependency') return { usage: 'build' };
  if (scope === 'test') return { usage: 'development', scope: 'excluded' };
  return { usage: 'deployed', ...(optional ? { scope: 'optional' as const } : {}) };
}

function occurrence(
  project: Project,
  coordinates: Coordinates,
  usage: Usage,
  scope: Scope | undefined,
): Occurrence {
  const { artifact, address, role } = coordinates;
  const { path } = project;
  const name = interpolate(project, path, artifact);
  const group = groupOf(project, coordinates);
  const version = versionOf(project, coordinates, group.text, name.text);
  const unknown = [...group.unknown, ...name.unknown];
  const isPlugin = role === 'plugin' || role === 'managed-plugin';
  return {
    kind: 'library',
    name: `maven/${group.text}/${name.text}`,
    request: requestOf(version),
    ...(unknown.length > 0
      ? { unresolved: { part: 'name', because: because(unknown) } }
      : unresolvedVersion(project, version, isPlugin)),
    at: locate(path, artifact.place),
    text: artifact.text,
    address,
    usage,
    ...(scope ? { scope } : {}),
    slots: version?.slot && version.unknown.length === 0 ? [version.slot] : [],
    via: [...group.via, ...name.via, ...(version?.via ?? [])],
  };
}

const nothing = { slot: null, via: [], unknown: [] };

/** A plugin without a group is one of Maven's own. */
function groupOf(project: Project, { group, role }: Coordinates): Value {
  if (group) return interpolate(project, project.path, group);
  return { text: role.endsWith('plugin') ? 'org.apache.maven.plugins' : '', ...nothing };
}

function versionOf(
  project: Project,
  { version, role }: Coordinates,
  group: string,
  artifact: string,
): Value | null {
  if (version) return interpolate(project, project.path, version);
  const managed = managedVersion(project, role === 'plugin' ? 'managed-plugin' : 'managed', group, artifact);
  if (!managed) return null;
  const value = interpolate(managed.project, managed.path, managed.version);
  return { ...value, via: [locate(managed.path, managed.version.place), ...value.via] };
}

const movable = /-SNAPSHOT$|^(?:LATEST|RELEASE)$/;

function requestOf(version: Value | null): Request {
  if (!version || version.text === '') return { is: 'nothing' };
  return { is: movable.test(version.text) ? 'tag' : 'version', text: version.text };
}

function unresolvedVersion(
  project: Project,
  version: Value | null,
  isPlugin: boolean,
): Pick<Occurrence, 'unresolved'> {
  if (version)
    return version.unknown.length > 0
      ? { unresolved: { part: 'version', because: because(version.unknown) } }
      : {};
  const elsewhere = versionsElsewhere(project, isPlugin).map((name) => `"${name}"`);
  const [first, ...others] = elsewhere;
  if (first === undefined) return {};
  const listed = others.length > 3 ? `${first} or one of ${others.length} others` : elsewhere.join(' or ');
  return {
    unresolved: { part: 'version', because: `${listed} says its version, which is not in the repository.` },
  };
}

function because(unknown: readonly string[]): string {
  return `The repository does not define the property ${[...new Set(unknown)].slice(0, 5).join(', ')}.`;
}
