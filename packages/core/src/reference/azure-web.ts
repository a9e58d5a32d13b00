import type { FileProblem } from '../model/problem.ts';
import type { Literal } from '../parse/literals/index.ts';
import { isOfOwnRegistry } from './container-images.ts';
import type { ReferenceFact } from './fact.ts';
import { imageReference } from './image-reference.ts';
import { type LiteralSite, literalTexts } from './literal-references.ts';
import {
  maskUnknown,
  partOf,
  type Reference,
  type ReferenceSite,
  referenceFact,
  slotsAt,
  unresolvedPart,
} from './reference.ts';

// What is written beside these is a Compose file or manifest in base 64, or nothing.
const encoded: ReadonlySet<string> = new Set(['compose', 'kube', 'sitecontainers']);

/** Reads what a web or function app runs on, wherever a literal says it. */
export function* webRuntime(site: LiteralSite, literal: Literal): Iterable<ReferenceFact | FileProblem> {
  for (const reference of literalTexts(site, literal)) yield* webStack(site, reference);
}

/**
 * Reads what a web or function app runs on: `DOCKER|image`, or a runtime and its version (`NODE|20-lts`)
 * (https://learn.microsoft.com/azure/app-service/reference-app-settings).
 */
export function* webStack(site: ReferenceSite, reference: Reference): Iterable<ReferenceFact | FileProblem> {
  const { at, resolved } = reference;
  const bar = maskUnknown(resolved).indexOf('|');
  const end = resolved.text.length;
  const name = partOf(resolved, { start: 0, end: bar < 0 ? end : bar });
  const rest = partOf(resolved, { start: bar < 0 ? end : bar + 1, end });
  if (encoded.has(name.text.toLowerCase())) return;
  if (name.text.toLowerCase() !== 'docker') yield runtime(site, reference, name, rest);
  else if (rest.text !== '' && !isOfOwnRegistry(rest)) {
    const isPlain = site.file.text.slice(at.start, at.end) === resolved.text;
    const place = isPlain ? { start: at.start + bar + 1, end: at.end } : at;
    yield* imageReference(site, { at: place, resolved: rest });
  }
}

function runtime(
  site: ReferenceSite,
  reference: Reference,
  name: Reference['resolved'],
  version: Reference['resolved'],
): ReferenceFact {
  const whole = { start: 0, end: version.text.length };
  return referenceFact(site, reference, {
    kind: 'runtime',
    name: name.isResolved ? name.text.toLowerCase() : name.text,
    request: version.text === '' ? { is: 'nothing' } : { is: 'tag', text: version.text },
    ...(name.isResolved ? unresolvedPart('version', version) : unresolvedPart('name', name)),
    slots: slotsAt(site.file, 'version', version, whole),
  });
}
