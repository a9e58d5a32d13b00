import {
  type FileProblem,
  libraryReference,
  type Reference,
  type ReferenceFact,
  type ReferenceSite,
  type ResolvedText,
  resolvedText,
  resolveParts,
  type Span,
  splitVariables,
  type VariableLookup,
} from '@fineprint/core';
import { asShell } from './variables.ts';

// What kubebuilder and operator-sdk put into the makefiles that they make: the macro installs a tool of Go.
const call =
  /\$\(call go-(?:install|get)-tool,(?<binary>[^,\n]{0,500}),\s{0,40}(?<path>[^,@)\s]{1,500})(?:@(?<at>[^,)\s]{1,200}(?:\))?)|,\s{0,40}(?<version>[^,\n]{1,200}?))?\s{0,40}\)\s{0,40}$/dgm;

/** Reads the tools that a recipe installs by `$(call go-install-tool,…,path,version)` or `$(call go-get-tool,…,path@version)`. */
export function* readToolCalls(
  site: ReferenceSite,
  lines: readonly Span[],
  lookup: VariableLookup,
): Iterable<ReferenceFact | FileProblem> {
  for (const line of lines) {
    for (const match of site.file.text.slice(line.start, line.end).matchAll(call)) {
      const range = (name: string) => {
        const [start, end] = match.indices?.groups?.[name] ?? [];
        return start === undefined || end === undefined
          ? null
          : { start: line.start + start, end: line.start + end };
      };
      const path = range('path');
      const version = range('version') ?? range('at');
      if (!path || !version) continue;
      yield* libraryReference(site, 'golang', toolReference(site, path, version, lookup));
    }
  }
}

function toolReference(
  { file }: ReferenceSite,
  path: Span,
  version: Span,
  lookup: VariableLookup,
): Reference {
  const at = { is: 'supplied', text: '@', span: path, verbatim: false, via: [] } as const;
  const filled = (span: Span): ResolvedText => {
    const text = asShell(file.text.slice(span.start, span.end));
    const { parts } = splitVariables(text, { quotes: false, escape: null, doubledDollar: true });
    const placeOf = ({ start, end }: Span) => ({ start: span.start + start, end: span.start + end });
    return resolveParts(parts, { text, placeOf }, lookup);
  };
  return { at: path, resolved: resolvedText([...filled(path).pieces, at, ...filled(version).pieces]) };
}
