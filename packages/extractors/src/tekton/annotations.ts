import {
  downloadParts,
  partOf,
  type Reference,
  type ReferenceFact,
  type ReferenceSite,
  referenceFact,
  type ScalarNode,
  scalarReference,
} from '@fineprint/core';
import { hubParts } from './remotes.ts';

const key = /^pipelinesascode\.tekton\.dev\/(?:task(?:-\d{1,4})?|pipeline)$/;
const hubName = /^(?:(?<hub>[\w-]+):\/\/)?(?<name>[a-z0-9][\w.-]*)(?::(?<version>[\w.]+))?$/d;

/**
 * Reads the tasks that Pipelines-as-Code fetches, as its annotations list them: names of a hub, URLs, and paths of the
 * repository's own (https://pipelinesascode.com/docs/guide/resolver/).
 */
export function* readAnnotation(
  site: ReferenceSite,
  name: string,
  value: ScalarNode,
): Iterable<ReferenceFact> {
  if (!key.test(name)) return;
  const whole = scalarReference(value);
  for (const { index, 0: item } of value.text.matchAll(/[^\s,[\]]+/g)) {
    const reference = part(whole, index, index + item.length);
    const at = { ...site, address: `${site.address}/${name}` };
    if (/^https?:/.test(item)) {
      const parts = downloadParts(site.file, reference.resolved);
      if (parts) yield referenceFact(at, reference, { ...parts, kind: 'tekton-task' });
    } else if (!item.includes('.yaml') && !item.startsWith('.')) yield* hubTask(at, reference);
  }
}

function* hubTask(site: ReferenceSite, reference: Reference): Iterable<ReferenceFact> {
  const match = hubName.exec(reference.resolved.text);
  const [nameStart, nameEnd] = match?.indices?.groups?.name ?? [];
  const [start, end] = match?.indices?.groups?.version ?? [];
  if (nameStart === undefined || nameEnd === undefined) return;
  const version = start === undefined || end === undefined ? undefined : part(reference, start, end);
  yield referenceFact(
    site,
    reference,
    hubParts(site, part(reference, nameStart, nameEnd), version, match?.groups?.hub),
  );
}

function part({ at, resolved }: Reference, start: number, end: number): Reference {
  const cut = partOf(resolved, { start, end });
  const [piece] = cut.pieces;
  return { at: piece?.verbatim ? piece.span : at, resolved: cut };
}
