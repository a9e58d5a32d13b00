import {
  claimOf,
  entries,
  type FileProblem,
  get,
  gitParts,
  items,
  type Node,
  type ReferenceFact,
  type Resolved,
  referenceFact,
  type SourceFile,
  scalarOf,
  scalarReference,
  textOf,
  withClaim,
} from '@fineprint/core';
import { readHook } from './hooks.ts';

/** Reads a configuration (https://pre-commit.com/#pre-commit-configyaml---top-level); before 1.0 it was a list. */
export function* readConfig(file: SourceFile, root: Node): Iterable<ReferenceFact | FileProblem> {
  for (const repository of items(get(root, 'repos') ?? root)) yield* readRepository(file, repository);
  for (const { key, value } of entries(root, 'default_language_version'))
    yield* readLanguageVersion(file, key.text, value);
  yield* readMinimum(file, root);
}

/** Reads the hooks that a repository offers (https://pre-commit.com/#new-hooks). */
export function* readHooks(file: SourceFile, root: Node): Iterable<ReferenceFact | FileProblem> {
  for (const hook of items(root)) yield* readHook(file, hook, `hooks.${textOf(hook, 'id') ?? ''}`);
}

// Hooks that need no repository: the configuration's own, and those that pre-commit brings along.
const ownRepositories: ReadonlySet<string> = new Set(['local', 'meta', 'builtin']);

function* readRepository(file: SourceFile, repository: Resolved): Iterable<ReferenceFact | FileProblem> {
  const url = scalarOf(repository, 'repo');
  if (!url || url.isNull) return;
  const name = url.text;
  if (!ownRepositories.has(name)) yield* repositoryReference(file, repository);
  for (const hook of items(repository, 'hooks'))
    yield* readHook(file, hook, `repos.${name}/hooks.${textOf(hook, 'id') ?? ''}`);
}

function* repositoryReference(file: SourceFile, repository: Resolved): Iterable<ReferenceFact | FileProblem> {
  const url = scalarOf(repository, 'repo');
  const rev = scalarOf(repository, 'rev') ?? scalarOf(repository, 'sha');
  if (!url || isPath.test(url.text)) return;
  const reference = scalarReference(url);
  const parts = gitParts(file, reference.resolved, rev ? scalarReference(rev).resolved : null);
  if (!parts) {
    yield file.problem('reference-invalid', `"${url.text}" is no URL of a repository.`, url);
    return;
  }
  const site = { file, address: `repos.${url.text}`, usage: 'development' } as const;
  const claimed = withClaim(
    { ...parts, kind: 'pre-commit-hook' },
    rev ? claimOf(file, rev, '  # frozen: ') : null,
  );
  yield referenceFact(site, reference, claimed);
}

const isPath = /^(?:\.{0,2}\/|\.{1,2}$|~)/;

/** `python: python3.12` says which interpreter hooks of a language run with. */
function* readLanguageVersion(file: SourceFile, language: string, value: Node): Iterable<ReferenceFact> {
  const scalar = scalarOf(value);
  const version = scalar && versionInName.exec(scalar.text)?.groups?.version;
  if (!scalar || version === undefined) return;
  const start = scalar.text.indexOf(version);
  const slot = {
    is: 'version',
    value: version,
    place: file.place(
      scalar.verbatim ? { start: scalar.start + start, end: scalar.start + start + version.length } : scalar,
    ),
    verbatim: scalar.verbatim,
  } as const;
  yield referenceFact(
    { file, address: `default_language_version.${language}`, usage: 'development' },
    scalarReference(scalar),
    { kind: 'tool', name: language, request: { is: 'version', text: version }, slots: [slot] },
  );
}

const versionInName = /^[a-z]*(?<version>\d[\w.]*)$/;

function* readMinimum(file: SourceFile, root: Node): Iterable<ReferenceFact> {
  const minimum = scalarOf(root, 'minimum_pre_commit_version');
  if (!minimum || minimum.isNull || minimum.text === '0') return;
  yield referenceFact(
    { file, address: 'minimum_pre_commit_version', usage: 'development' },
    scalarReference(minimum),
    {
      kind: 'tool',
      name: 'pre-commit',
      request: { is: 'version', text: `>=${minimum.text}` },
      slots: [{ is: 'version', value: minimum.text, place: file.place(minimum), verbatim: minimum.verbatim }],
    },
  );
}
