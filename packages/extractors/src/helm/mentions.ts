import type { DefineFact, TemplateImageFact } from './facts.ts';

const mention = /\.Values\.(?<path>[A-Za-z_][\w-]*(?:\.[A-Za-z_][\w-]*)*)/g;
const inclusion = /\b(?:include|template)[ \t]+"(?<name>[^"\n]{1,200})"/g;
const mostSteps = 50;

interface Said {
  readonly paths: readonly string[];
  readonly names: readonly string[];
}

/**
 * Answers which paths below `.Values` a line mentions, by itself, in the `with` around it, or through the named
 * templates that it includes: what may be known of a line that cannot be run.
 */
export function mentionsIn(
  defines: ReadonlyMap<string, DefineFact>,
): (line: TemplateImageFact) => readonly string[] {
  const known = new Map<string, Said>();
  const saidIn = (name: string): Said => {
    const said = known.get(name) ?? saidBy(defines.get(name)?.body ?? '');
    known.set(name, said);
    return said;
  };
  return ({ text, within }) => {
    const own = saidBy(text);
    const around = within.findLast((each) => each.startsWith('with '));
    // Inside `with .Values.image`, `.repository` is `.Values.image.repository`.
    const isInside = own.paths.length === 0 && around !== undefined && text.includes('{{');
    const mentions = new Set(isInside ? saidBy(around).paths.slice(0, 1) : own.paths);
    const seen = new Set<string>();
    const pending = [...own.names];
    for (let name = pending.pop(); name !== undefined && seen.size < mostSteps; name = pending.pop()) {
      if (seen.has(name)) continue;
      seen.add(name);
      const { paths, names } = saidIn(name);
      for (const path of paths) mentions.add(path);
      pending.push(...names);
    }
    return [...mentions];
  };
}

function saidBy(text: string): Said {
  return {
    paths: [...new Set([...text.matchAll(mention)].map(({ groups }) => groups?.path ?? ''))],
    names: [...new Set([...text.matchAll(inclusion)].map(({ groups }) => groups?.name ?? ''))],
  };
}
