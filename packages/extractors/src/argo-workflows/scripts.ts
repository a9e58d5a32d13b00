import {
  embeddedScript,
  type FileProblem,
  isShell,
  mapOf,
  type ReferenceFact,
  type ReferenceSite,
  type Resolved,
  scalarsOf,
  textOf,
  writtenScalar,
} from '@fineprint/core';

// A template fills it in before a shell sees the script.
const expression = /\{\{[^{}\n]{0,200}\}\}/g;

/** Reads what the script of a template installs and fetches, where a shell runs it. */
export function* readScript(site: ReferenceSite, template: Resolved): Iterable<ReferenceFact | FileProblem> {
  const script = mapOf(template, 'script');
  const source = writtenScalar(script, 'source');
  const program = scalarsOf(script, 'command')[0]?.text ?? '';
  if (!source || !isShell(program.slice(program.lastIndexOf('/') + 1))) return;
  const address = `${site.address}/${textOf(template, 'name') ?? ''}/script`;
  yield* embeddedScript({ ...site, address }, [source], { expression });
}
