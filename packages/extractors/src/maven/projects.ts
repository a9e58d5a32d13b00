import { joinPath, onceForEach, type Tree, type UnitFile } from '@fineprint/core';
import type { MavenFact, ProjectFact } from './facts.ts';

/** A project with its file, and the projects of the repository that it inherits from. */
export interface Project {
  readonly path: string;
  readonly fact: ProjectFact;
  readonly parent: Project | null;
  /** Another project of the repository, by the name of its artifact. */
  named(group: string, artifact: string): Project | undefined;
}

/** The projects of a repository. */
export interface Projects {
  at(path: string): Project | undefined;
  /** Whether the repository itself makes an artifact of that name. */
  isOwn(group: string, artifact: string): boolean;
}

/** Finds out once for a tree which project inherits from which. */
export const projectsIn = onceForEach(findProjects);

// Nobody inherits over more generations.
const mostParents = 32;

function findProjects(tree: Tree<MavenFact>): Projects {
  const facts = new Map(tree.units.flatMap(({ files }) => files.flatMap(projectOf)));
  const byName = new Map([...facts].map(([path, fact]) => [nameOf(fact), path] as const));
  const projects = new Map<string, Project>();

  function project(path: string, depth: number): Project | undefined {
    const known = projects.get(path);
    const fact = facts.get(path);
    if (known || !fact) return known;
    const parentPath = depth < mostParents ? pathOfParent(path, fact) : null;
    const made = { path, fact, parent: (parentPath && project(parentPath, depth + 1)) || null, named };
    projects.set(path, made);
    return made;
  }

  function named(group: string, artifact: string): Project | undefined {
    return project(byName.get(`${group}:${artifact}`) ?? '', 0);
  }

  /** Where the parent lies: at its relative path if that is the project meant, else wherever the repository has it. */
  function pathOfParent(path: string, { parent }: ProjectFact): string | null {
    if (!parent) return null;
    const directory = path.slice(0, Math.max(path.lastIndexOf('/'), 0)) || '.';
    const relative = parent.relativePath ?? '../pom.xml';
    const near = relative === '' ? null : joinPath(directory, relative);
    const meant = `${parent.group?.text ?? ''}:${parent.artifact.text}`;
    const candidates = near === null ? [] : [near, near === '.' ? 'pom.xml' : `${near}/pom.xml`];
    const beside = candidates.find((each) => each !== path && nameOf(facts.get(each)) === meant);
    const elsewhere = byName.get(meant);
    return beside ?? (elsewhere === path ? null : (elsewhere ?? null));
  }

  return {
    at: (path) => project(path, 0),
    isOwn: (group, artifact) => byName.has(`${group}:${artifact}`),
  };
}

function projectOf({
  path,
  facts,
  format,
}: UnitFile<MavenFact>): readonly (readonly [string, ProjectFact])[] {
  const fact = facts.find((each) => each.is === 'project');
  return format === 'pom' && fact ? [[path, fact]] : [];
}

/** A project that says no group has that of its parent. */
function nameOf(fact: ProjectFact | undefined): string {
  const group = fact?.group ?? fact?.parent?.group;
  return `${group?.text ?? ''}:${fact?.artifact?.text ?? ''}`;
}
