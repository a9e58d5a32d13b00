import {
  type ChosenFact,
  type DependencyFact,
  type FileProblem,
  items,
  type Node,
  parseToml,
  type Resolved,
  readDocuments,
  referenceFact,
  type SourceFile,
  scalarReference,
  textOf,
  writtenScalar,
} from '@fineprint/core';

/** Reads `Gopkg.toml` of dep, which came before modules (https://golang.github.io/dep/docs/Gopkg.toml.html). */
export function readDepManifest(file: SourceFile): Iterable<DependencyFact | FileProblem> {
  return readDocuments(file, parseToml, (root) => readRules(file, root));
}

function* readRules(file: SourceFile, root: Node): Iterable<DependencyFact> {
  for (const group of ['constraint', 'override']) {
    for (const rule of items(root, group)) {
      const name = writtenScalar(rule, 'name');
      if (!name) continue;
      const request = requestOf(rule);
      const site = { file, address: `${group}.${name.text}`, usage: 'deployed' } as const;
      // Another version of it is chosen by the lock.
      const parts = { kind: 'library', name: `golang/${name.text}`, request, slots: [] };
      const spec = request.is === 'nothing' ? '' : request.text;
      yield { ...referenceFact(site, scalarReference(name), parts), asked: { name: name.text, spec } };
    }
  }
}

/** A bare version admits what is compatible with it, as `^` says elsewhere. */
function requestOf(rule: Resolved): DependencyFact['request'] {
  const version = textOf(rule, 'version');
  const ref = textOf(rule, 'revision') ?? textOf(rule, 'branch');
  if (version === undefined) return ref === undefined ? { is: 'nothing' } : { is: 'git-ref', text: ref };
  const text = /^v?\d/.test(version) ? `^${version}` : version.replace(/^=\s*/, '');
  return { is: 'version', text };
}

/** Reads `Gopkg.lock`: each project at the commit that dep chose. */
export function readDepLock(file: SourceFile): Iterable<ChosenFact | FileProblem> {
  return readDocuments(file, parseToml, (root) => readProjects(file, root));
}

function* readProjects(file: SourceFile, root: Node): Iterable<ChosenFact> {
  for (const project of items(root, 'projects')) {
    const name = writtenScalar(project, 'name');
    const commit = textOf(project, 'revision');
    if (!name) continue;
    yield {
      is: 'chosen',
      place: file.place(name),
      kind: 'library',
      name: `golang/${name.text}`,
      text: name.text,
      ids: [name.text],
      locked: { version: textOf(project, 'version') ?? null, ...(commit ? { commit } : {}), hashes: [] },
      needs: null,
    };
  }
}
