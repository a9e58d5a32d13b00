import {
  type PlacedSlot,
  partOf,
  type ReferenceFact,
  type ReferenceSite,
  referenceFact,
  type ScalarNode,
  scalarReference,
  slotsAt,
  unresolvedPart,
} from '@fineprint/core';

const orb = /^(?<name>[^@\s]+)@(?<version>\S+)$/d;

/** Reads an orb: `namespace/name@version`; `volatile` and `dev:…` follow whatever is published. */
export function* readOrb(site: ReferenceSite, scalar: ScalarNode): Iterable<ReferenceFact> {
  const reference = scalarReference(scalar);
  const match = orb.exec(scalar.text);
  const [start = 0, end = 0] = match?.indices?.groups?.version ?? [];
  const version = match?.groups?.version;
  const name = match?.groups?.name ?? scalar.text;
  const isMoving = version !== undefined && /^(?:volatile$|dev:)/.test(version);
  const unnamed = unresolvedPart('name', partOf(reference.resolved, { start: 0, end: name.length }));
  const unversioned = version ? unresolvedPart('version', partOf(reference.resolved, { start, end })) : {};
  yield referenceFact(site, reference, {
    kind: 'circleci-orb',
    name,
    source: 'circleci.com',
    request: version ? { is: isMoving ? 'tag' : 'version', text: version } : { is: 'nothing' },
    ...(unnamed.unresolved ? unnamed : unversioned),
    ...(version?.startsWith('dev:') ? { unpinnable: development } : {}),
    slots: version
      ? unversioned.unresolved
        ? []
        : slotsAt(site.file, 'version', reference.resolved, { start, end })
      : absentVersion(site, scalar),
  });
}

const development =
  'A development version of an orb can be replaced, and is gone after 90 days: publish one.';

function absentVersion({ file }: ReferenceSite, { end, verbatim, text }: ScalarNode): readonly PlacedSlot[] {
  const place = file.place({ start: end, end });
  const absent = { before: '@', after: '' };
  return verbatim && !text.includes('<<') ? [{ is: 'version', value: '', place, verbatim, absent }] : [];
}
