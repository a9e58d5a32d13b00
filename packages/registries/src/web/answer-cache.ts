import { createHash, randomBytes } from 'node:crypto';
import {
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { findCredentials } from '@fineprint/core';
import { listAt, textAt, valueAt } from '../values.ts';

/** An answer as it is kept between runs. */
export interface KeptAnswer {
  readonly url: string;
  readonly status: number;
  readonly headers: ReadonlyMap<string, string>;
  readonly body: Buffer;
  /** ISO 8601 time at which it was given. */
  readonly asked: string;
}

/** Answers of earlier runs, by whatever they were answers to. */
export interface AnswerCache {
  get(key: string): KeptAnswer | null;
  set(key: string, answer: KeptAnswer): void;
}

const mostBytes = 512 * 1024 * 1024;
const format = 'fineprint-answer/1';

/**
 * Opens the answers that earlier runs kept in a directory of the user's own. A file that is broken, or that somebody else
 * could have written, is as good as none: the question is asked again.
 */
export function openAnswerCache(directory: string): AnswerCache {
  let isPruned = false;
  const fileOf = (key: string) => {
    const name = createHash('sha256').update(key).digest('hex');
    return join(directory, name.slice(0, 2), name.slice(2));
  };
  return {
    get: (key) => readAnswer(fileOf(key), key),
    set(key, answer) {
      // Caches are carried from job to job. A header may hold a signed address, which is a key.
      if ([...answer.headers.values()].some((value) => findCredentials(value).length > 0)) return;
      try {
        if (!isPruned) prune(directory);
        isPruned = true;
        store(fileOf(key), written(key, answer));
      } catch {
        // A cache that cannot be written (a full or read-only disk) costs time and changes no answer.
      }
    },
  };
}

/** Writes a file beside its place first: another process sees all of it or nothing. */
function store(file: string, content: Buffer): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const whole = `${file}.${randomBytes(6).toString('hex')}`;
  try {
    writeFileSync(whole, content, { mode: 0o600, flag: 'wx' });
    renameSync(whole, file);
  } catch (cause) {
    // What a full disk took of it would make it fuller.
    rmSync(whole, { force: true });
    throw cause;
  }
}

function written(key: string, { url, status, headers, body, asked }: KeptAnswer): Buffer {
  const head = JSON.stringify({
    format,
    key: hashOf(key),
    url,
    status,
    headers: [...headers],
    asked,
    length: body.length,
  });
  return Buffer.concat([Buffer.from(`${head}\n`), body]);
}

function readAnswer(file: string, key: string): KeptAnswer | null {
  const content = readOwn(file);
  if (content === null) return null;
  const end = content.indexOf(0x0a);
  const head = headOf(content.subarray(0, Math.max(end, 0)).toString('utf8'));
  const body = content.subarray(end + 1);
  if (head === null || head.key !== hashOf(key) || head.length !== body.length) return null;
  const { url, status, headers, asked } = head;
  return { url, status, headers: new Map(headers), body, asked };
}

function readOwn(file: string): Buffer | null {
  try {
    const stats = lstatSync(file);
    const isOwn =
      process.getuid === undefined || (stats.uid === process.getuid() && (stats.mode & 0o022) === 0);
    return stats.isFile() && isOwn ? readFileSync(file) : null;
  } catch {
    // Not there, or not to be had: the question is asked again.
    return null;
  }
}

type Head = Omit<KeptAnswer, 'headers' | 'body'> & {
  readonly key: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly length: number;
};

function headOf(json: string): Head | null {
  try {
    const head: unknown = JSON.parse(json);
    return isHead(head) ? head : null;
  } catch {
    return null;
  }
}

function isHead(head: unknown): head is Head {
  const texts = ['key', 'url', 'asked'].every((name) => textAt(head, name) !== null);
  const numbers = ['status', 'length'].every((name) => Number.isInteger(valueAt(head, name)));
  const headers = listAt(head, 'headers');
  const isPair = (one: unknown) => textAt(one, 0) !== null && textAt(one, 1) !== null;
  return textAt(head, 'format') === format && texts && numbers && headers.every(isPair);
}

function hashOf(key: string): string {
  return createHash('sha256').update(key).digest('base64url');
}

/** Makes room by leaving the answers that were given last. */
function prune(directory: string): void {
  const files = listed(directory).flatMap((folder) =>
    listed(join(directory, folder)).map((name) => join(directory, folder, name)),
  );
  const known = files
    .map((file) => ({ file, stats: statSync(file, { throwIfNoEntry: false }) }))
    .flatMap(({ file, stats }) => (stats ? [{ file, size: stats.size, at: stats.mtimeMs }] : []))
    .sort((one, other) => other.at - one.at);
  let sum = 0;
  for (const { file, size } of known) {
    sum += size;
    if (sum > mostBytes) rmSync(file, { force: true });
  }
}

function listed(directory: string): readonly string[] {
  return statSync(directory, { throwIfNoEntry: false })?.isDirectory() ? readdirSync(directory) : [];
}
