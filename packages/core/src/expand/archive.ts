import { followLink, type Root, readFileInside } from '../discover/index.ts';
import { discoverPacked } from '../discover/packed-tree.ts';
import { compareText } from '../model/location.ts';
import type { ResolvedOccurrence } from '../model/occurrence.ts';
import { type Problem, problem } from '../model/problem.ts';
import { type Archive, defaultArchiveLimits, readTarGz } from '../parse/archive/index.ts';
import { resolve } from '../resolve/resolve.ts';
import { type CopyScan, type Expanding, moved, refusedOf, unreadCopy, withParts } from './copy-scan.ts';
import { linkCopy } from './link-copy.ts';

/** Ten times what the charts of the largest repositories have in all. */
export const mostUnpacked = 500_000_000;

/** What names components is a small part of a chart: values and templates, not its resource definitions. */
export const mostRead = 50_000_000;

// A chart in a chart in a chart: `helm package` unpacks what it puts in, so that more is an attack.
const mostNested = 3;

/**
 * Scans what an archive inside the root holds, in memory. Its places are `<archive>/<path inside>`, also of an archive in
 * an archive, and whatever is told about them is told at the place where the repository names the component.
 */
export async function scanArchive(
  from: ResolvedOccurrence,
  path: string,
  expanding: Expanding,
): Promise<CopyScan> {
  const { root, room, means } = expanding;
  const opened = openArchive(root, path, room);
  if ('because' in opened) return unreadCopy(false, unread(from, path, opened.because));
  const { top, others } = topOf(opened, from);
  const found = discoverPacked(opened.files, top);
  const copy = linkCopy(from, found, top, expanding, { mayRead: withinRoom(opened, room) });
  const scanned = await resolve(moved(copy, from, path), { ...means, usage: () => from.usage });
  const nothing = found.files.length === 0 ? ['It holds no directory with files.'] : [];
  const refused = [...opened.refused, ...others, ...nothing];
  return {
    ...withParts(from, scanned.occurrences, path),
    problems: [...scanned.problems, ...refusedOf(from, refused)],
    isWhole: refused.length === 0 && copy.isWhole,
  };
}

function unread({ name, at, heldAt }: ResolvedOccurrence, path: string, because: string): Problem {
  return problem('file-unreadable', `"${path}", the copy of ${name}, was not read. ${because}`, heldAt ?? at);
}

/** Counts what is read of archives. */
function withinRoom({ files }: Archive, room: Expanding['room']): (path: string) => boolean {
  return (path) => {
    room.read -= files.get(path)?.length ?? 0;
    return room.read >= 0;
  };
}

interface Refusal {
  readonly because: string;
}

/** Opens an archive by its path, which may lead through others that hold it. */
function openArchive(root: Root, path: string, room: Expanding['room']): Archive | Refusal {
  const parts = path.split(/(?<=\.tgz)\//);
  if (parts.length > mostNested) return { because: `It lies in ${parts.length - 1} other archives.` };
  let archive: Archive | null = null;
  for (const part of parts) {
    const bytes: Buffer | Refusal = archive === null ? bytesOf(root, part) : bytesIn(archive, part);
    if ('because' in bytes) return bytes;
    if (room.unpacked <= 0) return { because: `All archives unpack to more than ${mostUnpacked} bytes.` };
    const most = Math.min(defaultArchiveLimits.bytes, room.unpacked);
    archive = readTarGz(bytes, { ...defaultArchiveLimits, bytes: most });
    room.unpacked -= archive.unpacked;
    const [because] = archive.refused;
    if (archive.files.size === 0 && because !== undefined) return { because };
  }
  return archive ?? { because: 'It has no name.' };
}

/** A link to an archive elsewhere in the root is followed: whoever installs the chart does so too. */
function bytesOf(root: Root, path: string): Buffer | Refusal {
  const target = followLink(root, path);
  if (target.is !== 'inside') return { because: 'It is no file inside the root.' };
  const outcome = readFileInside(root, target.path);
  return outcome.is === 'bytes' ? outcome.bytes : { because: outcome.message };
}

function bytesIn({ files }: Archive, path: string): Buffer | Refusal {
  return files.get(path) ?? { because: 'It is not in the archive that names it.' };
}

/** The directory at the top of an archive that holds the component, and a sentence on others. */
function topOf({ files }: Archive, { name }: ResolvedOccurrence): { top: string; others: readonly string[] } {
  const tops = new Set([...files.keys()].flatMap((path) => /^[^/]+(?=\/)/.exec(path)?.[0] ?? []));
  const [first = ''] = [...tops].sort(compareText);
  const last = name.slice(name.lastIndexOf('/') + 1);
  const top = tops.has(last) ? last : first;
  const more = tops.size - 1;
  const others =
    more > 0 ? [`Beside "${top}" it has ${more} more director${more === 1 ? 'y' : 'ies'} at its top.`] : [];
  return { top, others };
}
