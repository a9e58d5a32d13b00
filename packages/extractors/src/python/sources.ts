import {
  type DependencyFact,
  downloadParts,
  entries,
  gitParts,
  mapOf,
  type Node,
  type ReferenceParts,
  referenceFact,
  type SourceFile,
  scalarOf,
  scalarReference,
  withoutCommits,
} from '@fineprint/core';
import { normalizedName } from './requirement.ts';

/** Where packages come from that are not taken from the registry, by their names (`tool.uv.sources`). */
export type Sources = ReadonlyMap<string, Node>;

/** Reads `tool.uv.sources` (https://docs.astral.sh/uv/concepts/projects/dependencies/#dependency-sources). */
export function sourcesOf(root: Node): Sources {
  return new Map(
    entries(root, 'tool', 'uv', 'sources').map(({ key, value }) => [normalizedName(key.text), value]),
  );
}

/** A dependency as its source has it; nothing where that is a part of the repository. */
export function sourcedFact(
  file: SourceFile,
  fact: DependencyFact,
  sources: Sources,
): readonly DependencyFact[] {
  const table = fact.asked && sources.get(fact.asked.name);
  const parts = table ? elsewhere(file, table) : null;
  if (parts === 'own') return [];
  if (!parts) return [fact];
  const { asked, address, usage, scope, place } = fact;
  const site = { file, address, usage, ...(scope ? { scope } : {}) };
  const reference = { at: place, resolved: scalarReference(gitOrUrl(table)).resolved };
  return [{ ...referenceFact(site, reference, parts), ...(asked ? { asked } : {}) }];
}

/**
 * What a table with `git`, `url` or `path` names, as Poetry, uv and Pipenv write it; `own` where that is a part of the
 * repository, `null` where it is the registry.
 */
export function elsewhere(file: SourceFile, table: Node): ReferenceParts | 'own' | null {
  const map = mapOf(table);
  if (!map) return null;
  const git = scalarOf(map, 'git');
  if (git) {
    const ref = ['rev', 'ref', 'tag', 'branch'].map((key) => scalarOf(map, key)).find((found) => found);
    const parts = gitParts(file, scalarReference(git).resolved, ref ? scalarReference(ref).resolved : null);
    const subpath = scalarOf(map, 'subdirectory')?.text;
    if (!parts) return null;
    const isByName = !scalarOf(map, 'rev') && !scalarOf(map, 'ref');
    const named = isByName ? withoutCommits(parts, byName) : parts;
    return subpath ? { ...named, subpath } : named;
  }
  const url = scalarOf(map, 'url') ?? scalarOf(map, 'file');
  if (url && /^https?:/i.test(url.text)) return downloadParts(file, scalarReference(url).resolved);
  return ['path', 'file', 'workspace'].some((key) => scalarOf(map, key)) ? 'own' : null;
}

function gitOrUrl(table: Node | undefined) {
  const nothing = {
    is: 'scalar',
    text: '',
    start: 0,
    end: 0,
    style: 'plain',
    plain: true,
    isNull: true,
  } as const;
  return (
    scalarOf(table, 'git') ??
    scalarOf(table, 'url') ?? {
      ...nothing,
      verbatim: false,
      templated: false,
      tag: undefined,
      comment: undefined,
    }
  );
}

const byName = 'A "tag" or "branch" takes no commit: write one as "rev".';
