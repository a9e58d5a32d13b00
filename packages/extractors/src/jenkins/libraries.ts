import {
  gitParts,
  partOf,
  type Reference,
  type ReferenceFact,
  type ReferenceParts,
  type ReferenceSite,
  type ResolvedText,
  referenceFact,
  refSlots,
  unresolvedPart,
} from '@fineprint/core';
import { type GroovyString, stringReference } from './groovy.ts';

/**
 * Reads a shared library, `name@ref` (https://www.jenkins.io/doc/book/pipeline/shared-libraries/): from the repository that a
 * retriever beside it names, else from the one that the server knows by that name.
 */
export function* readLibrary(
  site: ReferenceSite,
  string: GroovyString,
  following: readonly GroovyString[],
): Iterable<ReferenceFact> {
  const reference = stringReference(site.file, string);
  const { text } = reference.resolved;
  const at = text.indexOf('@');
  const end = at < 0 ? text.length : at;
  const name = partOf(reference.resolved, { start: 0, end });
  const ref = at < 0 ? null : partOf(reference.resolved, { start: at + 1, end: text.length });
  if (name.text === '') return;
  const remote = following.find(({ before }) => /\bremote\s*:\s*$/.test(before));
  const parts =
    (remote && fromRemote(site, stringReference(site.file, remote), ref)) ?? ofServer(site, name, ref);
  yield referenceFact(site, reference, { ...parts, kind: 'jenkins-library' });
}

function fromRemote(
  { file }: ReferenceSite,
  remote: Reference,
  ref: ResolvedText | null,
): ReferenceParts | null {
  return gitParts(file, remote.resolved, ref);
}

function ofServer({ file }: ReferenceSite, name: ResolvedText, ref: ResolvedText | null): ReferenceParts {
  const unnamed = unresolvedPart('name', name);
  return {
    kind: 'jenkins-library',
    name: name.text,
    request: ref?.text ? { is: 'git-ref', text: ref.text } : { is: 'nothing' },
    ...(unnamed.unresolved ? unnamed : ref ? unresolvedPart('version', ref) : {}),
    slots: ref ? refSlots(file, ref) : [],
  };
}
