import {
  type FileProblem,
  imageReference,
  type Reference,
  type ReferenceFact,
  type ReferenceSite,
  type Resolved,
  referenceFact,
  slotsAt,
  unresolvedPart,
  writtenScalar,
} from '@fineprint/core';
import { filled, type Values } from './values.ts';

/** Reads a container by its image; a name that `resources` gives to one is read there. */
export function* readContainer(
  site: ReferenceSite,
  image: Resolved,
  values: Values,
  aliases: ReadonlySet<string>,
): Iterable<ReferenceFact | FileProblem> {
  if (image.is !== 'scalar' || image.isNull || image.text === '' || aliases.has(image.text)) return;
  for (const reference of filled(site.file, image, values))
    if (!aliases.has(reference.resolved.text))
      yield* imageReference({ ...site, address: `${site.address}/container` }, reference);
}

// https://learn.microsoft.com/azure/devops/pipelines/agents/hosted; other names are somebody's own machines.
const hosted =
  /^(?<system>ubuntu|windows|macos|macOS|vs2017-win2016|win1803)-?(?<version>(?:\d|latest)\S*)?$/d;

/** Reads the label of a hosted machine. */
export function* readPool(site: ReferenceSite, node: Resolved, values: Values): Iterable<ReferenceFact> {
  const image = writtenScalar(node, 'vmImage');
  if (!image) return;
  for (const reference of filled(site.file, image, values)) {
    const fact = machineFact({ ...site, address: `${site.address}/vmImage` }, reference);
    if (fact) yield fact;
  }
}

function machineFact(site: ReferenceSite, reference: Reference): ReferenceFact | null {
  const { resolved } = reference;
  const unresolved = unresolvedPart('name', resolved);
  if (unresolved.unresolved) {
    const parts = { kind: 'vm-image', name: resolved.text, request: { is: 'nothing' }, slots: [] } as const;
    return referenceFact(site, reference, { ...parts, ...unresolved });
  }
  const match = hosted.exec(resolved.text);
  const { system, version } = match?.groups ?? {};
  const [start = 0, end = 0] = match?.indices?.groups?.version ?? [];
  if (system === undefined) return null;
  return referenceFact(site, reference, {
    kind: 'vm-image',
    name: `azure-hosted/${system.toLowerCase()}`,
    request: version ? { is: 'tag', text: version } : { is: 'nothing' },
    slots: version ? slotsAt(site.file, 'version', resolved, { start, end }) : [],
  });
}
