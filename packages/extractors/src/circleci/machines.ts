import {
  partOf,
  type Reference,
  type ReferenceFact,
  type ReferenceSite,
  type Resolved,
  referenceFact,
  type ScalarNode,
  slotsAt,
  unresolvedPart,
  writtenScalar,
} from '@fineprint/core';
import { filled, type Parameters } from './parameters.ts';

/** Reads the machine image or the release of Xcode that a job or executor runs on. */
export function* readMachine(
  site: ReferenceSite,
  holder: Resolved,
  parameters: Parameters,
): Iterable<ReferenceFact> {
  const image = writtenScalar(holder, 'machine', 'image');
  const xcode = writtenScalar(holder, 'macos', 'xcode');
  const found: readonly (readonly [string, ScalarNode | undefined])[] = [
    ['machine', image],
    ['macos', xcode],
  ];
  for (const [key, scalar] of found) {
    if (!scalar) continue;
    for (const reference of filled(site.file, scalar, parameters))
      yield machineFact({ ...site, address: `${site.address}/${key}` }, reference, key === 'macos');
  }
}

/** `ubuntu-2204:2024.01.1` is an image and its tag; a release of Xcode stands for the image that holds it. */
function machineFact(site: ReferenceSite, reference: Reference, isXcode: boolean): ReferenceFact {
  const { resolved } = reference;
  const colon = isXcode ? -1 : resolved.text.lastIndexOf(':');
  const name = isXcode ? 'xcode' : resolved.text.slice(0, colon < 0 ? undefined : colon);
  const hasTag = isXcode || colon >= 0;
  const range = { start: colon + 1, end: resolved.text.length };
  const unresolved = unresolvedPart(hasTag ? 'version' : 'name', hasTag ? partOf(resolved, range) : resolved);
  return referenceFact(site, reference, {
    kind: 'vm-image',
    name: `circleci/${name}`,
    request: hasTag ? { is: 'tag', text: resolved.text.slice(range.start) } : { is: 'nothing' },
    ...unresolved,
    slots: hasTag && !unresolved.unresolved ? slotsAt(site.file, 'version', resolved, range) : [],
  });
}
