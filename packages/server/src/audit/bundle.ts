import { createHash } from 'node:crypto';
import type { Clock } from '../clock.ts';
import { publicKeys, signBytes } from '../signing/signing.ts';
import type { Database } from '../store/database.ts';
import { beginning } from './append.ts';
import { bundleReadme } from './bundle-readme.ts';
import {
  auditEntries,
  type Chain,
  decisionsMade,
  peopleAndTokens,
  policiesPublished,
} from './bundle-rows.ts';
import { type ZippedFile, zipped } from './zipped.ts';

/** What making a bundle works with. */
export interface BundleMeans {
  readonly database: Database;
  readonly clock: Pick<Clock, 'now'>;
  readonly publicOrigin: () => string;
}

// Whoever reads it more slowly than that does not read it.
const longestMs = 1_800_000;

/**
 * Makes the bundle that auditors get: a zip archive of the audit log, the decisions and who could do anything, with the SHA-256 of
 * each file and a signature of these. It is written as it is read; where that ends early, the archive is broken, and says so.
 */
export async function* auditBundle(by: string, means: BundleMeans): AsyncGenerator<Uint8Array> {
  const { database, clock } = means;
  const { read } = database;
  const madeAt = clock.now();
  const newest = await read
    .selectFrom('audit')
    .orderBy('id', 'desc')
    .limit(1)
    .select('id')
    .executeTakeFirst();
  const lastId = newest?.id ?? 0;
  const chain: Chain = { entries: 0, last: null, brokenAt: null };
  const sums: Sum[] = [];
  const until = madeAt + longestMs;
  const summed = (path: string, lines: () => AsyncIterable<unknown>): ZippedFile => ({
    path,
    content: () => counted(path, lines(), { sums, isLate: () => clock.now() > until }),
  });
  const about = () => ({
    format: 'fineprint-audit-bundle/1',
    server: means.publicOrigin(),
    madeAt,
    by,
    chain,
    sums,
  });
  const files: readonly ZippedFile[] = [
    { path: 'README.txt', content: () => [Buffer.from(bundleReadme)] },
    summed('audit.ndjson', () => auditEntries(read, { lastId, beginning, chain })),
    summed('decisions.ndjson', () => decisionsMade(read)),
    summed('policies.ndjson', () => policiesPublished(read)),
    summed('people.ndjson', () => peopleAndTokens(read)),
    summed('manifest.json', async function* () {
      const { sums: files, madeAt: at, ...rest } = about();
      yield { ...rest, madeAt: new Date(at).toISOString(), files: [...files] };
    }),
    { path: 'SHA256SUMS', content: () => [sumsText(sums)] },
    { path: 'SHA256SUMS.sig', content: () => signature(sums, means) },
    { path: 'public-key.pem', content: () => publicKey(means) },
  ];
  yield* zipped(files, madeAt);
}

interface Sum {
  readonly path: string;
  readonly sha256: string;
  readonly lines: number;
}

interface Counting {
  readonly sums: Sum[];
  isLate(): boolean;
}

// Lines are given on in pieces of this size: compressing each for itself would take several times as long.
const pieceBytes = 65_536;

/** Writes values as lines of JSON, and keeps the SHA-256 of the file that they make. */
async function* counted(
  path: string,
  values: AsyncIterable<unknown>,
  { sums, isLate }: Counting,
): AsyncGenerator<Uint8Array> {
  const hash = createHash('sha256');
  let lines = 0;
  let piece = '';
  const taken = () => {
    const bytes = Buffer.from(piece);
    hash.update(bytes);
    piece = '';
    return bytes;
  };
  for await (const value of values) {
    lines += 1;
    piece += `${JSON.stringify(value)}\n`;
    if (piece.length < pieceBytes) continue;
    if (isLate()) throw new Error('An audit bundle was sent for longer than half an hour.');
    yield taken();
  }
  yield taken();
  sums.push({ path, sha256: hash.digest('hex'), lines });
}

/** As `sha256sum --check` reads it. */
function sumsText(sums: readonly Sum[]): Buffer {
  return Buffer.from(sums.map(({ path, sha256 }) => `${sha256}  ${path}\n`).join(''));
}

async function* signature(sums: readonly Sum[], means: BundleMeans): AsyncGenerator<Uint8Array> {
  yield Buffer.from((await signBytes(sumsText(sums), means)).signature, 'base64');
}

async function* publicKey(means: BundleMeans): AsyncGenerator<Uint8Array> {
  const [current] = await publicKeys(means);
  yield Buffer.from(current?.publicKey ?? '');
}
