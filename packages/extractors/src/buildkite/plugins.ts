import {
  claimOf,
  gitParts,
  type PlacedSlot,
  partOf,
  type ReferenceFact,
  type ReferenceParts,
  type ReferenceSite,
  type ResolvedText,
  referenceFact,
  refSlots,
  type ScalarNode,
  scalarReference,
  unresolvedPart,
  withClaim,
} from '@fineprint/core';

/**
 * Reads a plugin: `name#v1`, `organisation/name#v1`, or the URL of a repository
 * (https://buildkite.com/docs/pipelines/integrations/plugins/using#plugin-sources). A path is the repository's own.
 */
export function* readPlugin(site: ReferenceSite, plugin: ScalarNode): Iterable<ReferenceFact> {
  const reference = scalarReference(plugin);
  const { resolved } = reference;
  if (/^(?:\.{0,2}\/|file:)/.test(resolved.text) || resolved.text === '') return;
  const hash = resolved.text.indexOf('#');
  const end = hash < 0 ? resolved.text.length : hash;
  const address = partOf(resolved, { start: 0, end });
  const ref = hash < 0 ? null : partOf(resolved, { start: hash + 1, end: resolved.text.length });
  const parts = shortParts(site, address, ref) ?? gitParts(site.file, address, ref);
  if (!parts) return;
  const claimed = ref
    ? withClaim(parts, claimOf(site.file, plugin))
    : { ...parts, slots: absentRef(site, plugin) };
  yield referenceFact(site, reference, { ...claimed, kind: 'buildkite-plugin' });
}

/** A plugin that is named without a ref is taken from the head of its repository. */
function absentRef({ file }: ReferenceSite, { end, verbatim }: ScalarNode): readonly PlacedSlot[] {
  const place = file.place({ start: end, end });
  return verbatim ? [{ is: 'commit', value: '', place, verbatim, absent: { before: '#', after: '' } }] : [];
}

const short = /^(?:(?<organisation>[A-Za-z0-9_-]+)\/)?(?<name>[A-Za-z0-9_-]+)$/;

function shortParts(
  { file }: ReferenceSite,
  address: ResolvedText,
  ref: ResolvedText | null,
): ReferenceParts | null {
  const { organisation = 'buildkite-plugins', name } = short.exec(address.text)?.groups ?? {};
  if (name === undefined) return null;
  const repository = `github.com/${organisation}/${name}-buildkite-plugin`;
  return {
    kind: 'buildkite-plugin',
    name: repository,
    source: `https://${repository}`,
    request: ref?.text ? { is: 'git-ref', text: ref.text } : { is: 'nothing' },
    ...(ref ? unresolvedPart('version', ref) : {}),
    slots: ref ? refSlots(file, ref) : [],
  };
}
