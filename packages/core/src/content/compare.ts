import type { ContentState } from '../model/content-state.ts';
import type { ResolvedOccurrence } from '../model/occurrence.ts';
import { type Problem, problem } from '../model/problem.ts';
import { kindOf, mergeComponents } from '../resolve/merge.ts';
import type { ResolvedScan, ResolveMeans } from '../resolve/resolve.ts';
import { addUnanswered, type Unanswered } from '../resolve/unanswered.ts';
import { type CurrentContent, openContentReader } from './current.ts';
import { askedFor, type ContentEntry, type ContentLock, entryId, lockableAs } from './lock.ts';

/**
 * Compares what components hold with the repository's lock of contents: copies on disk, and what a look-up fetches. What
 * could not be looked at is a problem; what differs is said of the occurrence, and for a rule to judge.
 */
export async function compareContent(
  scan: ResolvedScan,
  lock: ContentLock | null,
  { kinds, lookup }: Pick<ResolveMeans, 'kinds' | 'lookup'>,
): Promise<ResolvedScan> {
  if (lock === null) return scan;
  const reader = openContentReader(scan.root, lookup);
  const answers = await Promise.all(
    scan.occurrences.map(async (occurrence): Promise<Compared | null> => {
      const as = lockableAs(occurrence, kindOf(occurrence, kinds));
      if (as === null) return null;
      const entry = lock.entries.get(entryId(askedFor(occurrence)));
      if (entry === undefined) return { says: 'silent', unseen: [] };
      const found = [reader.onDisk(occurrence), await reader.served(occurrence, as)];
      const seen = found.filter((each) => each !== null);
      const other = [occurrence, ...seen].some((each) => isOther(entry, each));
      // What was locked is then simply not what is used.
      if (other) return { says: 'silent', ...(entry.version ? { version: entry.version } : {}), unseen: [] };
      return { ...judged(entry, seen), unseen: reasonsIn(seen, lookup.online) };
    }),
  );
  const unseen: Unanswered = new Map();
  const occurrences = scan.occurrences.map((occurrence, index) => {
    const answer = answers[index];
    if (!answer) return occurrence;
    const { unseen: reasons, ...said } = answer;
    for (const because of reasons) addUnanswered(unseen, because, occurrence);
    return { ...occurrence, content: { path: lock.path, ...said } };
  });
  return {
    ...scan,
    occurrences,
    components: mergeComponents(occurrences, kinds),
    problems: [...scan.problems, ...unseenProblems(unseen, lock)],
  };
}

/** What the lock says, and why something of the content was not looked at. */
interface Compared extends Omit<ContentState, 'path'> {
  readonly unseen: readonly string[];
}

/** Whether the request leads to another version than when it was locked, which has another content. */
function isOther(entry: ContentEntry, { version }: Pick<ResolvedOccurrence, 'version'>): boolean {
  return entry.version !== undefined && version !== null && entry.version !== version;
}

/** Why something was not looked at: what lies here, and what is served, are each worth a word. */
function reasonsIn(seen: readonly CurrentContent[], isOnline: boolean): readonly string[] {
  if (seen.length === 0)
    return [
      isOnline
        ? 'No copy of it lies here, and nobody is known who serves one.'
        : 'No copy of it lies here; --online fetches one.',
    ];
  return seen.flatMap(({ hashed }) => (hashed.is === 'unhashed' ? [hashed.because] : []));
}

function judged(entry: ContentEntry, seen: readonly CurrentContent[]): Omit<ContentState, 'path'> {
  const { hash: locked } = entry;
  for (const { hashed, copy, commit } of seen) {
    if (hashed.is !== 'hash' || hashed.hash === locked) continue;
    const where = copy === null ? {} : { copy };
    return { says: 'disagrees', locked, found: hashed.hash, ...where, ...movedTo(entry, commit) };
  }
  if (seen.some(({ hashed }) => hashed.is === 'hash')) return { says: 'agrees', locked };
  const moved = seen.map(({ commit }) => movedTo(entry, commit)).find((each) => 'moved' in each);
  return moved ? { says: 'disagrees', locked, ...moved } : { says: 'unseen', locked };
}

function movedTo({ commit: from }: ContentEntry, to: string | null): Pick<ContentState, 'moved'> {
  return from === undefined || to === null || from === to ? {} : { moved: { from, to } };
}

/** One problem for each reason, at the first place that names something of it. */
function unseenProblems(unseen: Unanswered, { path }: ContentLock): readonly Problem[] {
  return [...unseen].map(([because, occurrences]) => {
    const [first] = occurrences;
    const more = new Set(occurrences.map(({ ref }) => ref)).size - 1;
    const what =
      more === 0 ? `${first?.name} holds` : `${first?.name} and ${more} other${more === 1 ? '' : 's'} hold`;
    return problem(
      'content-unverified',
      `What ${what} was not compared with ${path}. ${because}`,
      first?.at ?? null,
    );
  });
}
