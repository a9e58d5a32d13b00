import {
  type Asked,
  type DependencyFact,
  type FileProblem,
  libraryReference,
  type Reference,
  type ReferenceSite,
  type Scope,
  type Usage,
} from '@fineprint/core';

/** Reads one requirement (https://packaging.python.org/specifications/dependency-specifiers/); a path is no component. */
export function* readRequirement(
  site: ReferenceSite,
  reference: Reference,
): Iterable<DependencyFact | FileProblem> {
  if (own.test(reference.resolved.text)) return;
  const asked = askedBy(reference.resolved.text);
  for (const fact of libraryReference(site, 'pypi', reference))
    yield fact.is === 'problem' || !asked ? fact : { ...fact, asked };
}

/** The same of what a package says that it needs, for whoever installs it. */
export function* readOwnRequirement(
  site: ReferenceSite,
  reference: Reference,
): Iterable<DependencyFact | FileProblem> {
  for (const fact of readRequirement(site, reference))
    yield fact.is === 'problem' || fact.kind !== 'library' ? fact : { ...fact, unpinnable: leftOpen };
}

const leftOpen =
  'What a package needs stays open, because whoever installs it chooses: a lock holds the exact version (uv lock, poetry lock, pip-compile).';

// `name @ file:///path`, and Hatch's name for the directory of the project.
const own = /@\s*(?:file:|\.{0,2}\/|\{root:)/;
const leadingName = /^\s*(?<name>[A-Za-z0-9][A-Za-z0-9._-]{0,200})/;

function askedBy(text: string): Asked | null {
  const name = leadingName.exec(text)?.groups?.name;
  return name === undefined || /^git\+|^https?:/i.test(text)
    ? null
    : { name: normalizedName(name), spec: text };
}

/** PEP 503: names are compared in lower case, runs of `-`, `_` and `.` being one dash. */
export function normalizedName(name: string): string {
  return name.toLowerCase().replace(/[-_.]+/g, '-');
}

const development =
  /(?:^|[-_./])(?:dev|devel|develop|development|tests?|testing|lint|linting|linters?|docs?|typing|types|mypy|ci|tox|nox|coverage|format|style|benchmarks?|local)(?:[-_./]|$)/i;

/** How what a group, an extra or a file of that name lists is used. */
export function usageOfGroup(name: string): { readonly usage: Usage; readonly scope?: Scope } {
  return development.test(name) ? { usage: 'development', scope: 'excluded' } : { usage: 'deployed' };
}
