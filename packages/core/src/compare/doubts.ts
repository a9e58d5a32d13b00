import { compareText } from '../model/location.ts';
import { isForeign, type Side } from './side.ts';

/** Says why a difference may come from the documents and not from what was scanned. */
export function* doubtsOf(before: Side, after: Side): Iterable<string> {
  for (const [name, { scan, findings }] of Object.entries({ earlier: before, later: after })) {
    const { complete, tool } = scan;
    if (complete === false)
      yield `The ${name} scan is incomplete: what it lacks may only not have been read.`;
    if (findings === null)
      yield `The ${name} document is an SBOM, made by ${tool.name}${tool.version === '' ? '' : ` ${tool.version}`}: it tells no findings, so that none opens or closes.`;
  }
  if (isForeign(before) || isForeign(after)) {
    yield 'Components are compared by their purls without versions; one that has none, or another one in the other document, seems new or gone.';
    yield 'Licences are compared as the documents tell them: their makers may have found them in different ways.';
  }
  yield* doubtsOfScans(before, after);
}

function* doubtsOfScans({ scan: one, ...before }: Side, { scan: other, ...after }: Side): Iterable<string> {
  if (one.policy && other.policy && one.policy.sha256 !== other.policy.sha256)
    yield 'The policies differ: findings may have opened or closed, and licences may be judged otherwise, by that alone.';
  if (one.facts && other.facts && one.facts.sha256 !== other.facts.sha256)
    yield `The licence facts differ (${one.facts.version} and ${other.facts.version}): licences may differ by that alone.`;
  if (one.tool.name !== other.tool.name)
    yield `The documents are of different tools (${one.tool.name} and ${other.tool.name}), which may read different things.`;
  else if (one.tool.version !== other.tool.version)
    yield `The scans are of different versions of ${other.tool.name} (${one.tool.version} and ${other.tool.version}), which may read different things.`;
  const [looked, later] = [before.looked, after.looked];
  if (!looked || !later) return;
  if (looked.online !== later.online) yield 'Only one of the scans asked registries.';
  if (!sameTexts(looked.only, later.only) || !sameTexts(looked.excluded, later.excluded))
    yield 'The scans were told to look at different things.';
}

function sameTexts(one: readonly string[], other: readonly string[]): boolean {
  return JSON.stringify(one.toSorted(compareText)) === JSON.stringify(other.toSorted(compareText));
}
