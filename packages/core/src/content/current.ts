import type { Root } from '../discover/index.ts';
import type { ResolvedOccurrence } from '../model/occurrence.ts';
import type { Lookup } from '../resolve/lookup.ts';
import { type Hashed, unhashed } from './content.ts';
import { copyHash } from './tree-content.ts';

/** What a request leads to now, as far as it could be found out. */
export interface CurrentContent {
  readonly version: string | null;
  readonly commit: string | null;
  readonly hashed: Hashed;
  /** Where in the root it lies; `null` where it was fetched. */
  readonly copy: string | null;
}

/** Looks at contents on disk and, where a look-up fetches them, at what is served; each is hashed once. */
export interface ContentReader {
  /** The copy inside the root, or `null` where there is none. */
  onDisk(occurrence: ResolvedOccurrence): CurrentContent | null;
  /** What is served, or `null` where nobody serves it or nothing is fetched. */
  served(occurrence: ResolvedOccurrence, as: 'tree' | 'file'): Promise<CurrentContent | null>;
}

// As many as are looked into for what they name.
const mostCopies = 500;

/** Opens a reader for one scan of a root. */
export function openContentReader(root: Root, lookup: Lookup): ContentReader {
  const copies = new Map<string, Hashed>();
  const fetched = new Map<string, Promise<CurrentContent | null>>();
  const hashOf = (path: string, subpath: string | null): Hashed => {
    const id = `${path}\0${subpath ?? ''}`;
    const known =
      copies.get(id) ??
      (copies.size < mostCopies
        ? copyHash(root, path, subpath)
        : unhashed(`More than ${mostCopies} copies are not hashed in one scan.`));
    copies.set(id, known);
    return known;
  };
  return {
    onDisk(occurrence) {
      const place = copyOf(occurrence);
      if (place === null) return null;
      const { version, commit } = occurrence;
      return { version, commit, hashed: hashOf(place.path, place.subpath), copy: place.path };
    },
    served(occurrence, as) {
      const known = fetched.get(occurrence.ref) ?? servedContent(occurrence, as, lookup);
      fetched.set(occurrence.ref, known);
      return known;
    },
  };
}

/** Where the copy of a component lies as a whole: tools fetch all of it, also where only a part is named. */
function copyOf({ contents, subpath }: ResolvedOccurrence) {
  if (contents === undefined) return null;
  if (subpath === undefined || !contents.endsWith(`/${subpath}`)) return { path: contents, subpath: null };
  return { path: contents.slice(0, -subpath.length - 1), subpath };
}

async function servedContent(
  occurrence: ResolvedOccurrence,
  as: 'tree' | 'file',
  lookup: Lookup,
): Promise<CurrentContent | null> {
  if (!lookup.online || lookup.hash === undefined) return null;
  const found = await ledTo(occurrence, as, lookup);
  const { version, commit } = found;
  const answer = await lookup.hash(found, as);
  if (answer.is === 'nothing') return null;
  return { version, commit, hashed: answer.is === 'hash' ? answer : unhashed(answer.because), copy: null };
}

/** A tag says a version and its tree may be at another commit tomorrow, so that this is asked for; of a file only its version. */
async function ledTo(
  occurrence: ResolvedOccurrence,
  as: 'tree' | 'file',
  lookup: Lookup,
): Promise<ResolvedOccurrence> {
  const { request, version, commit, digest } = occurrence;
  const isKnown = commit !== null || digest !== undefined;
  const isSaid = request.is === 'version' || as === 'file';
  if (isKnown || (isSaid && version !== null) || (as === 'file' && request.is === 'git-ref'))
    return occurrence;
  const answer = await lookup.ask(occurrence);
  if (answer.is !== 'answer') return occurrence;
  const led = { ...occurrence, version: version ?? answer.version };
  if (as === 'file') return led;
  return { ...led, commit: answer.commit, ...(answer.digest === null ? {} : { digest: answer.digest }) };
}
