import type { FileProblem } from '../model/problem.ts';
import type { Literal } from '../parse/literals/index.ts';
import { isOfOwnRegistry } from './container-images.ts';
import type { ReferenceFact } from './fact.ts';
import { imageReference } from './image-reference.ts';
import { type LiteralSite, literalTexts } from './literal-references.ts';
import { maskUnknown, partOf, type Reference, referenceFact, slotsAt, unresolvedPart } from './reference.ts';

// What is written beside these is a Compose file or manifest in base 64, or nothing.
const encoded: ReadonlySet<string> = new Set(['compose', 'kube', 'sitecontainers']);

/**
 * Reads what a web or function app runs on: `DOCKER|image`, or a runtime and its version (`NODE|20-lts`)
 * (https://learn.microsoft.com/azure/app-service/reference-app-settings).
 */
export function* webRuntime(site: LiteralSite, literal: Literal): Iterable<ReferenceFact | FileProblem> {
  for (const reference of literalTexts(site, literal)) {
    const { at, resolved } = reference;
    const bar = maskUnknown(resolved).indexOf('|');
    const name = partOf(resolved, { start: 0, end: bar < 0 ? resolved.text.length : bar });
    const rest = partOf(resolved, {
      start: bar < 0 ? resolved.text.length : bar + 1,
      end: resolved.text.length,
    });
    if (encoded.has(name.text.toLowerCase())) continue;
    if (name.text.toLowerCase() === 'docker') {
      if (rest.text !== '' && !isOfOwnRegistry(rest))
        yield* imageReference(site, { at: imagePlace(at, resolved.text, bar), resolved: rest });
    } else yield runtime(site, reference, name, rest);
  }

  function imagePlace({ start, end }: Reference['at'], text: string, bar: number): Reference['at'] {
    const isPlain = site.file.text.slice(start, end) === text;
    return isPlain ? { start: start + bar + 1, end } : { start, end };
  }
}

function runtime(
  site: LiteralSite,
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
