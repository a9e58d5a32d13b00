import {
  absentKey,
  claimOf,
  gitParts,
  type ReferenceFact,
  type ReferenceParts,
  type ReferenceSite,
  type Resolved,
  referenceFact,
  refSlots,
  scalarReference,
  textOf,
  unresolvedPart,
  withClaim,
  writtenScalar,
  writtenText,
} from '@fineprint/core';

const hosts: ReadonlyMap<string, string> = new Map([
  ['github', 'github.com'],
  ['bitbucket', 'bitbucket.org'],
]);

/**
 * Reads a repository that templates or sources come from: on GitHub or Bitbucket by its type, else of the organisation's own
 * (https://learn.microsoft.com/azure/devops/pipelines/yaml-schema/resources-repositories-repository).
 */
export function* readRepository(site: ReferenceSite, repository: Resolved): Iterable<ReferenceFact> {
  const name = writtenScalar(repository, 'name');
  if (!name) return;
  const reference = scalarReference(name);
  const ref = writtenScalar(repository, 'ref');
  const alias = textOf(repository, 'repository') ?? '';
  const type = (textOf(repository, 'type') ?? 'git').toLowerCase();
  const host = hosts.get(type);
  const parts = partsOf(
    site,
    name.text,
    host,
    ref ? scalarReference(ref).resolved : null,
    reference.resolved,
  );
  const slots = absentKey(site.file, repository, { key: 'ref', behind: 'name' }, 'commit');
  const claimed = ref ? withClaim(parts, claimOf(site.file, ref)) : { ...parts, slots };
  const isElsewhere = type === 'githubenterprise';
  yield referenceFact({ ...site, address: `repositories.${alias}` }, reference, {
    ...claimed,
    kind: 'azure-repository',
    ...(isElsewhere
      ? {
          unresolved: {
            part: 'name',
            because: 'The host of the GitHub server stands in a service connection.',
          },
        }
      : {}),
  });
}

function partsOf(
  { file }: ReferenceSite,
  name: string,
  host: string | undefined,
  ref: ReturnType<typeof writtenText> | null,
  resolved: ReturnType<typeof writtenText>,
): ReferenceParts {
  const onForge = host ? gitParts(file, writtenText(`https://${host}/${name}`, 0), ref) : null;
  if (onForge && !unresolvedPart('name', resolved).unresolved) return onForge;
  const unnamed = unresolvedPart('name', resolved);
  return {
    kind: 'azure-repository',
    name,
    request: ref ? { is: 'git-ref', text: ref.text } : { is: 'nothing' },
    ...(unnamed.unresolved ? unnamed : ref ? unresolvedPart('version', ref) : {}),
    slots: ref ? refSlots(file, ref) : [],
  };
}
