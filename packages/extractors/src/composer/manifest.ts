import {
  type DependencyFact,
  entries,
  type FileProblem,
  libraryParts,
  type Node,
  parseJson,
  partOf,
  type ReferenceParts,
  type ReferenceSite,
  type ResolvedEntry,
  type ResolvedText,
  readDocuments,
  referenceFact,
  refSlots,
  type SourceFile,
  scalarReference,
  slotsAt,
} from '@fineprint/core';

/** Reads `composer.json` (https://getcomposer.org/doc/04-schema.md). */
export function readManifest(file: SourceFile): Iterable<DependencyFact | FileProblem> {
  return readDocuments(file, parseJson, (root) => readRequires(file, root));
}

function* readRequires(file: SourceFile, root: Node): Iterable<DependencyFact> {
  for (const entry of entries(root, 'require'))
    yield* requirement({ file, address: 'require', usage: 'deployed' }, entry);
  for (const entry of entries(root, 'require-dev'))
    yield* requirement({ file, address: 'require-dev', usage: 'development', scope: 'excluded' }, entry);
}

// Extensions and libraries of the system, and the interfaces of Composer itself.
const platform =
  /^(?:ext|lib)-|^(?:hhvm|php-(?:64bit|ipv6|zts|debug))$|^composer(?:-(?:plugin|runtime)-api)?$/;

function* requirement(site: ReferenceSite, { key, value }: ResolvedEntry): Iterable<DependencyFact> {
  if (value.is !== 'scalar' || value.isNull || platform.test(key.text)) return;
  const { resolved } = scalarReference(value);
  const address = `${site.address}.${key.text}`;
  const at = { start: key.start, end: key.end };
  if (key.text === 'php') {
    yield referenceFact(
      { ...site, address, usage: 'build' },
      { at, resolved },
      phpParts(site.file, resolved),
    );
    return;
  }
  const fact = referenceFact(
    { ...site, address },
    { at, resolved },
    packageParts(site.file, key.text, resolved),
  );
  yield { ...fact, asked: { name: key.text.toLowerCase(), spec: value.text } };
}

function phpParts(file: SourceFile, resolved: ResolvedText): ReferenceParts {
  const { text } = resolved;
  return {
    kind: 'tool',
    name: 'php',
    request: { is: 'version', text },
    slots: slotsAt(file, 'version', resolved, { start: 0, end: text.length }),
  };
}

// https://getcomposer.org/doc/articles/versions.md#branches: `dev-main`, `dev-main#commit`, `2.x-dev`; what stands
// behind `as` is what others take it for.
const branch = /^dev-(?<branch>[^#\s]+)(?:#(?<commit>[0-9a-f]{7,40}))?(?:\s+as\s.*)?$/d;

function packageParts(file: SourceFile, name: string, resolved: ResolvedText): ReferenceParts {
  const parts = libraryParts(file, composerName(name), resolved);
  const { text } = resolved;
  const groups = branch.exec(text)?.indices?.groups;
  const range = groups?.commit ?? groups?.branch;
  if (range) {
    const ref = partOf(resolved, { start: range[0], end: range[1] });
    return { ...parts, request: { is: 'git-ref', text: ref.text }, slots: refSlots(file, ref) };
  }
  return /-dev(?:\s+as\s.*)?$/s.test(text) ? { ...parts, request: { is: 'tag', text } } : parts;
}

/** The name of a package; names are told apart without regard to case. */
export function composerName(name: string): string {
  return `composer/${name.toLowerCase()}`;
}
