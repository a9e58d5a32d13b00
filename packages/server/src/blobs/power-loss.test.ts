import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, expect, test } from 'vitest';
import { accept } from '../ingest/accept.ts';
import { heldQueue } from '../queue/held-queue.testkit.ts';
import { testClock } from '../server.testkit.ts';
import { migrate } from '../store/migrate.ts';
import { openDatabase } from '../store/open.ts';
import { type Files, machineFiles } from './files.ts';
import { folderOfBlobs } from './folder.ts';

const folder = mkdtempSync(join(tmpdir(), 'fineprint-power-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** What was asked of the disk, in order; what is promised to senders stands between. */
type Op =
  | { readonly is: 'write'; readonly path: string; readonly bytes: Buffer }
  | { readonly is: 'sync'; readonly path: string }
  /** A name that a folder gets, for a file, or for what another name was. */
  | { readonly is: 'name'; readonly path: string; readonly from: string | null }
  | { readonly is: 'sync-folder'; readonly path: string }
  | { readonly is: 'committed' | 'answered'; readonly sha256: string };

function recording(real: Files, ops: Op[]): Files {
  return {
    create: async (path) => {
      const file = await real.create(path);
      ops.push({ is: 'name', path, from: null });
      return {
        write: async (bytes) => {
          await file.write(bytes);
          ops.push({ is: 'write', path, bytes: Buffer.from(bytes) });
        },
        sync: async () => {
          await file.sync();
          ops.push({ is: 'sync', path });
        },
        close: () => file.close(),
      };
    },
    makeFolder: async (path) => {
      await real.makeFolder(path);
      ops.push({ is: 'name', path, from: null });
    },
    rename: async (from, to) => {
      await real.rename(from, to);
      ops.push({ is: 'name', path: to, from });
    },
    syncFolder: async (path) => {
      await real.syncFolder(path);
      ops.push({ is: 'sync-folder', path });
    },
    remove: (path) => real.remove(path),
  };
}

/**
 * What a disk may hold after a loss of power: of what was synced all, of the rest nothing or everything, as `isLucky` says.
 * A file whose bytes were not synced is empty; a name that was not synced is not there, nor what lies below it.
 */
function afterLoss(ops: readonly Op[], isLucky: { names: boolean; bytes: boolean }, root: string) {
  const written = new Map<string, { bytes: Buffer; synced: Buffer }>();
  const names = new Map<string, { path: string; lasts: boolean }>();
  const fileOf = (path: string) => written.get(names.get(path)?.path ?? path);
  for (const op of ops) {
    if (op.is === 'name') {
      const path = op.from === null ? op.path : (names.get(op.from)?.path ?? op.from);
      const before = names.get(op.path);
      names.set(op.path, { path, lasts: op.from === null && before !== undefined && before.lasts });
      if (op.from === null && !written.has(path))
        written.set(path, { bytes: Buffer.alloc(0), synced: Buffer.alloc(0) });
    } else if (op.is === 'write') {
      const file = fileOf(op.path);
      if (file) file.bytes = Buffer.concat([file.bytes, op.bytes]);
    } else if (op.is === 'sync') {
      const file = fileOf(op.path);
      if (file) file.synced = file.bytes;
    } else if (op.is === 'sync-folder') {
      for (const [path, name] of names)
        if (dirname(path) === op.path) names.set(path, { ...name, lasts: true });
    }
  }
  const isThere = (path: string): boolean =>
    path === root ||
    basename(path) === 'unfinished' ||
    ((isLucky.names || (names.get(path)?.lasts ?? false)) && isThere(dirname(path)));
  return [...names]
    .filter(([path]) => path.endsWith('.zst') && isThere(path))
    .map(([path, name]) => {
      const { bytes = Buffer.alloc(0), synced = Buffer.alloc(0) } = written.get(name.path) ?? {};
      return { path, bytes: isLucky.bytes ? bytes : synced };
    });
}

test('what was accepted is there after a loss of power at any moment, and no blob is half', async () => {
  const [place, file] = [join(folder, 'blobs'), join(folder, 'f.db')];
  const ops: Op[] = [];
  const clock = testClock();
  const real = await openDatabase(file);
  await migrate(real);
  await real.write((writing) =>
    writing.insertInto('projectGroup').values({ uid: 'g', name: 'default', createdAt: 0 }).execute(),
  );
  const blobs = folderOfBlobs(place, recording(machineFiles, ops));
  const send = async (number: number) => {
    let sha256 = '';
    const put: typeof blobs.put = async (...args) => {
      const blob = await blobs.put(...args);
      sha256 = blob.sha256;
      return blob;
    };
    // SQLite syncs what it commits (`synchronous = FULL`); here counts what was synced before.
    const write: typeof real.write = async (work) => {
      const answer = await real.write(work);
      ops.push({ is: 'committed', sha256 });
      return answer;
    };
    const means = {
      database: { ...real, write },
      blobs: { ...blobs, put },
      queue: heldQueue(() => Promise.resolve()),
      clock,
      mostBytes: 1e6,
    };
    const content = Readable.from([Buffer.from('a'.repeat(number)), Buffer.from(`${number}`)]);
    await accept({ content, project: 'p', channel: 'main', groupId: 1, sender: 'test' }, means);
    ops.push({ is: 'answered', sha256 });
  };
  // Some at a time, of which one finds the folder that another makes.
  await Promise.all(Array.from({ length: 40 }, (_, number) => send(number)));
  await real.close();
  expect(ops.filter(({ is }) => is === 'committed').length).toBe(40);
  for (let moment = 1; moment <= ops.length; moment += 1) {
    const before = ops.slice(0, moment);
    const promised = before.flatMap((op) => (op.is === 'committed' || op.is === 'answered' ? op.sha256 : []));
    for (const names of [false, true])
      for (const bytes of [false, true]) {
        const left = afterLoss(before, { names, bytes }, place);
        const there = new Set(left.map(({ path }) => `${basename(dirname(path))}${basename(path, '.zst')}`));
        expect([moment, promised.filter((sha256) => !there.has(sha256))]).toEqual([moment, []]);
        // A name that stands for a blob stands for all of it.
        for (const each of left) expect([moment, each.bytes.length > 0]).toEqual([moment, true]);
      }
  }
  // What the disk holds at the worst moment is read by the store.
  const worst = afterLoss(ops, { names: false, bytes: false }, place);
  const again = join(folder, 'again');
  for (const { path, bytes } of worst) {
    const to = join(again, basename(dirname(path)), basename(path));
    mkdirSync(dirname(to), { recursive: true });
    writeFileSync(to, bytes);
  }
  const store = folderOfBlobs(again);
  for await (const { sha256 } of store.list()) await store.get(sha256);
  expect(worst.length).toBe(40);
});
