import {
  embeddedCommand,
  type FileProblem,
  items,
  type Node,
  type ReferenceFact,
  type ReferenceSite,
  scalarsOf,
} from '@fineprint/core';

// What a hook says to helm is in a template of a template: {{`{{ .Release.Namespace }}`}}.
const expression = /\{\{[^{}\n]{0,500}(?:\{\{[^{}\n]{0,200}\}\}[^{}\n]{0,500}){0,3}\}\}/g;

/** Reads what the hooks of a state file or of a release install and apply. */
export function* readHooks(site: ReferenceSite, holder: Node): Iterable<ReferenceFact | FileProblem> {
  for (const hook of items(holder, 'hooks')) {
    const words = [...scalarsOf(hook, 'command'), ...scalarsOf(hook, 'args')];
    yield* embeddedCommand({ ...site, address: `${site.address}hooks` }, words, { expression });
  }
}
