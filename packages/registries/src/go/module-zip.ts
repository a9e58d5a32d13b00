import { readZipDirectory, unpackZipEntry, type ZipEntry, zipEndBytes } from '@fineprint/core';
import { withoutAnswer } from '../registry.ts';
import type { GetOptions, Web, WebAnswer } from '../web/web.ts';

/** A file of an archive that lies on a server. */
export interface RemoteFile {
  readonly path: string;
  readonly text: string;
}

/** Files of an archive; that there is no such archive; or why nobody knows. */
export type RemoteFiles =
  | { readonly is: 'files'; readonly files: readonly RemoteFile[]; readonly staleSince: string | null }
  | NoFiles;

type NoFiles = { readonly is: 'absent' } | ReturnType<typeof withoutAnswer>;

/** Where an archive lies, and what it is asked for with. */
export interface RemoteZip {
  readonly url: string;
  readonly web: Web;
  readonly options: Pick<GetOptions, 'authorization' | 'identity'>;
}

// Of a server that sends no parts, whole archives are taken up to here; all modules of real repositories but a few are smaller.
const mostBytes = 32 * 1024 ** 2;
const mostFileBytes = 1024 ** 2;

/** Bytes of an archive from `start` on, of `size` in all. */
interface Window {
  readonly is: 'window';
  readonly bytes: Buffer;
  readonly start: number;
  readonly size: number;
  readonly staleSince: string | null;
}

/**
 * Reads the files that are chosen by their paths from a zip archive on a server: its end, its directory, and these files.
 * Whatever else it holds stays where it is.
 */
export async function readRemoteZip(
  zip: RemoteZip,
  choose: (paths: readonly string[]) => readonly string[],
): Promise<RemoteFiles> {
  let window = await ask(zip, `-${zipEndBytes}`);
  if (window.is !== 'window') return window;
  let directory = readZipDirectory(window.bytes, window.size);
  if (directory.is === 'longer') {
    window = await ask(zip, `${directory.from}-${window.size - 1}`);
    if (window.is !== 'window') return window;
    directory = readZipDirectory(window.bytes, window.size);
  }
  if (directory.is !== 'directory') {
    const because =
      directory.is === 'refused' ? directory.because : 'Its directory is not where its end says.';
    return unreadable(zip, because);
  }
  const files: RemoteFile[] = [];
  for (const path of choose([...directory.files.keys()])) {
    const entry = directory.files.get(path);
    if (!entry) continue;
    const content = await unpacked(entry, zip, window);
    if ('is' in content) return content;
    files.push({ path, text: content.toString('utf8') });
  }
  return { is: 'files', files, staleSince: window.staleSince };
}

async function unpacked(entry: ZipEntry, zip: RemoteZip, known: Window): Promise<Buffer | NoFiles> {
  if (entry.packed > mostFileBytes) return unreadable(zip, `${entry.path} is too large.`);
  const { offset, reach } = entry;
  const window = offset >= known.start ? known : await ask(zip, `${offset}-${offset + reach - 1}`);
  if (window.is !== 'window') return window;
  const from = offset - window.start;
  const content = unpackZipEntry(window.bytes.subarray(from, from + reach), entry, mostFileBytes);
  return typeof content === 'string' ? unreadable(zip, content) : content;
}

/** Asks for a part; a server may answer with the whole instead, and with no other part than the one that is asked for. */
async function ask({ url, web, options }: RemoteZip, range: string): Promise<Window | NoFiles> {
  const answer = await web.get(url, { ...options, range, fresh: 'forever', maxBytes: mostBytes });
  if (answer.is === 'absent') return { is: 'absent' };
  if (answer.is !== 'answer') return withoutAnswer(answer);
  const { body, staleSince } = answer;
  if (answer.status !== 206) return { is: 'window', bytes: body, start: 0, size: body.length, staleSince };
  const placed = placeOf(answer);
  const isAsked =
    placed && (range.startsWith('-') ? placed.end === placed.size : range.startsWith(`${placed.start}-`));
  if (!placed || !isAsked || placed.end - placed.start !== body.length)
    return {
      is: 'unanswered',
      because: `${new URL(url).host}: It answered with another part than was asked for.`,
    };
  return { is: 'window', bytes: body, start: placed.start, size: placed.size, staleSince };
}

/** `Content-Range: bytes 0-99/1234` (RFC 9110, 14.4). */
function placeOf({ headers }: Extract<WebAnswer, { readonly is: 'answer' }>) {
  const { first, last, size } =
    /^bytes (?<first>\d{1,15})-(?<last>\d{1,15})\/(?<size>\d{1,15})$/.exec(headers.get('content-range') ?? '')
      ?.groups ?? {};
  return first === undefined ? null : { start: Number(first), end: Number(last) + 1, size: Number(size) };
}

function unreadable({ url }: RemoteZip, because: string) {
  return { is: 'unanswered', because: `${url} could not be read. ${because}` } as const;
}
