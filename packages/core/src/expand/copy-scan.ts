import type { Root } from '../discover/index.ts';
import type { LinkedScan } from '../link/link.ts';
import type { Extractor } from '../model/extractor.ts';
import type { Location } from '../model/location.ts';
import type { ResolvedOccurrence } from '../model/occurrence.ts';
import { type Problem, problem } from '../model/problem.ts';
import type { ResolvedScan, ResolveMeans } from '../resolve/resolve.ts';

/** What copies on disk are scanned with. */
export interface Expanding {
  readonly root: Root;
  /** Whether the scan found files at a path, or below it: what lies there is first-party. */
  isScanned(path: string): boolean;
  /** Bytes that archives may still unpack to in this scan, and bytes of files in them that may still be read. */
  readonly room: { unpacked: number; read: number };
  readonly extractors: readonly Extractor[];
  readonly means: ResolveMeans;
}

/** What a copy names, and what could not be read of it. */
export interface CopyScan extends Pick<ResolvedScan, 'occurrences' | 'problems'> {
  /** Whether all that the component uses is named; `null` where nobody can know. */
  readonly isWhole: boolean | null;
  /** What lies in the copy beside the component itself, with copies of their own: the subcharts of a chart. */
  readonly parts: readonly ResolvedOccurrence[];
  /** Why nobody answered what it holds. */
  readonly unanswered?: string;
}

/** A copy of which nothing could be read. */
export function unreadCopy(isWhole: false | null, ...problems: readonly Problem[]): CopyScan {
  return { occurrences: [], problems, isWhole, parts: [] };
}

/**
 * Moves what is no file of the repository to where it is told: paths begin with `prefix`, and problems stand where the
 * repository names the component. Nothing of it is written in the repository, so that nothing can be edited there.
 */
export function moved(linked: LinkedScan, from: ResolvedOccurrence, prefix: string): LinkedScan {
  const heldAt = from.heldAt ?? from.at;
  const inside = (at: Location): Location => ({ ...at, path: `${prefix}/${at.path}` });
  return {
    ...linked,
    occurrences: linked.occurrences.map(({ contents, ...occurrence }) => ({
      ...occurrence,
      at: inside(occurrence.at),
      via: occurrence.via.map(inside),
      ...(contents === undefined ? {} : { contents: `${prefix}/${contents}` }),
      slots: [],
      heldAt,
    })),
    problems: linked.problems.map((one): Problem => {
      const where = one.location ? ` (${one.location.path}:${one.location.line})` : '';
      return { ...one, message: `In ${from.name}${where}: ${one.message}`, location: heldAt };
    }),
  };
}

/** Says what of an archive was left out, where the repository names the component. */
export function refusedOf(
  { name, at, heldAt }: ResolvedOccurrence,
  refused: readonly string[],
): readonly Problem[] {
  return refused.map((because) =>
    problem('limit-reached', `Not all that ${name} holds was read. ${because}`, heldAt ?? at),
  );
}

/**
 * Gives what lies in the copy of a part to that part, as a chart holds the charts that it depends on. What something
 * optional brings is optional too.
 */
export function withParts(
  from: ResolvedOccurrence,
  occurrences: readonly ResolvedOccurrence[],
  within: string,
): Pick<CopyScan, 'occurrences' | 'parts'> {
  const isInside = ({ contents }: ResolvedOccurrence) =>
    contents?.startsWith(`${within}/`) && !isArchive(contents);
  const parts = occurrences.filter(isInside);
  const byPath = new Map(parts.map((part) => [part.contents ?? '', part]));
  return {
    parts,
    occurrences: occurrences.map((occurrence) => {
      const { contents: _contents, ...rest } = occurrence;
      const holders = holdersOf(occurrence.at.path, byPath).filter(({ ref }) => ref !== occurrence.ref);
      const [holder] = holders;
      const isOptional = [from, ...holders].some(({ scope }) => scope === 'optional');
      return {
        ...(isInside(occurrence) ? rest : occurrence),
        ...(holder ? { in: holder.ref, unit: holder.ref } : {}),
        ...(isOptional && occurrence.scope === 'required' ? { scope: 'optional' } : {}),
      };
    }),
  };
}

/** Whether a copy is an archive. */
export function isArchive(path: string): boolean {
  return path.endsWith('.tgz');
}

/** The parts in whose directories a path lies, the deepest first. */
function holdersOf(
  path: string,
  byPath: ReadonlyMap<string, ResolvedOccurrence>,
): readonly ResolvedOccurrence[] {
  const holders: ResolvedOccurrence[] = [];
  if (byPath.size === 0) return holders;
  for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) {
    const part = byPath.get(path.slice(0, end));
    if (part) holders.push(part);
  }
  return holders;
}
