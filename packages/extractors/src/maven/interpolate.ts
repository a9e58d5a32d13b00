import { type Location, locate, onceForEach, type Slot } from '@fineprint/core';
import type { Written } from './facts.ts';
import type { Project } from './projects.ts';

/** A text with its properties filled in. */
export interface Value {
  readonly text: string;
  /** The one place where it is written, if there is one. */
  readonly slot: Slot | null;
  readonly via: readonly Location[];
  /** Properties that the repository does not define. */
  readonly unknown: readonly string[];
}

const expression = /\$\{(?<name>[^${}]{1,200})\}/g;
// A value that is longer, or takes more steps, is an attack.
const longest = 4_000;
const mostSteps = 200;

/** Fills in the properties of a text that a project writes, as Maven interpolates its model. */
export function interpolate(project: Project, path: string, written: Written): Value {
  const via: Location[] = [];
  const unknown: string[] = [];
  let steps = 0;

  function filled(text: string, seen: readonly string[]): string {
    return text.replace(expression, (whole: string, name: string) => {
      steps += 1;
      const found = seen.includes(name) || steps > mostSteps ? null : propertyOf(project, name);
      if (!found || text.length > longest) {
        unknown.push(name);
        return whole;
      }
      via.push(locate(found.path, found.value.place));
      const value = filled(found.value.text, [...seen, name]);
      return value.length > longest ? whole : value;
    });
  }

  const text = filled(written.text, []);
  return { text, slot: slotOf(project, path, written), via, unknown };
}

/** Where a version can be changed: in place, or in the property that it consists of. */
function slotOf(project: Project, path: string, written: Written): Slot | null {
  let here = { path, value: written };
  for (let step = 0; step < mostSteps; step += 1) {
    const { text, place, verbatim } = here.value;
    if (!text.includes('${')) return { is: 'version', value: text, at: locate(here.path, place), verbatim };
    const name = /^\$\{(?<name>[^${}]{1,200})\}$/.exec(text)?.groups?.name;
    const found = name === undefined ? null : propertyOf(project, name);
    if (!found) return null;
    here = found;
  }
  return null;
}

interface Property {
  readonly path: string;
  readonly value: Written;
}

/** A property of the project, else of the nearest parent; `project.version` and its like are the project's own. */
function propertyOf(project: Project, name: string): Property | null {
  const own = /^(?:project|pom)\.(?<parent>parent\.)?(?<field>groupId|artifactId|version)$/.exec(
    name,
  )?.groups;
  if (own) return own.parent ? ofParent(project, own.field ?? '') : ofProject(project, own.field ?? '');
  for (let at: Project | null = project; at; at = at.parent) {
    const value = propertiesOf(at).get(name);
    if (value) return { path: at.path, value };
  }
  return null;
}

/** Properties by name; of several, in profiles, the first. */
const propertiesOf = onceForEach(
  (project: Project): ReadonlyMap<string, Written> => new Map(project.fact.properties.toReversed()),
);

function ofProject(project: Project, field: string): Property | null {
  const { group, artifact, version } = project.fact;
  const value = field === 'groupId' ? group : field === 'artifactId' ? artifact : version;
  if (value) return { path: project.path, value };
  return field === 'artifactId' ? null : ofParent(project, field);
}

function ofParent({ path, fact }: Project, field: string): Property | null {
  const { group, artifact, version } = fact.parent ?? {};
  const value = field === 'groupId' ? group : field === 'artifactId' ? artifact : version;
  return value ? { path, value } : null;
}
