import { createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { cacheDirectory, configDirectory } from '../directories.ts';
import { writeWhole } from '../output.ts';
import { readOwnFile } from '../own-file.ts';
import { UsageError } from '../usage-error.ts';
import { SignedDocument } from './signed-document.ts';

type Env = Readonly<Record<string, string | undefined>>;

const mostBytes = 16_000_000;

/** Where what a server said of a project is kept, in the user's own cache. */
function fileFor(origin: string, project: string, env: Env): string {
  const name = createHash('sha256')
    .update(JSON.stringify([origin, project]))
    .digest('hex')
    .slice(0, 32);
  return join(cacheDirectory(env), 'server', `${name}.json`);
}

/** What a server said of a project before; `null` where nothing is kept. Whether it may be used is for whoever verifies it. */
export function keptDocument(origin: string, project: string, env: Env): SignedDocument | null {
  const file = fileFor(origin, project, env);
  const text = readOwnFile(file, mostBytes);
  if (text === null) return null;
  const parsed = SignedDocument.safeParse(jsonIn(text));
  if (parsed.success) return parsed.data;
  throw new UsageError(
    `The copy of what ${origin} said ("${file}") is not what was kept: somebody changed it. Delete it.`,
  );
}

/** Keeps what a server said of a project. */
export function keepDocument(signed: SignedDocument, origin: string, project: string, env: Env): void {
  write(fileFor(origin, project, env), signed);
}

/** Keys that were seen first, by server: among the settings, since whoever empties a cache does not mean to trust anew. */
function keysFile(env: Env): string {
  return join(configDirectory(env), 'server-keys.json');
}

/** The key that a server had when it was first seen, or `null`. */
export function firstKeyOf(origin: string, env: Env): string | null {
  return keysIn(env)[origin] ?? null;
}

/** Remembers the key of a server. */
export function rememberKey(origin: string, key: string, env: Env): void {
  write(keysFile(env), { ...keysIn(env), [origin]: key });
}

function keysIn(env: Env): Readonly<Record<string, string>> {
  const text = readOwnFile(keysFile(env), mostBytes);
  const value = text === null ? {} : jsonIn(text);
  if (typeof value !== 'object' || value === null)
    throw new UsageError(`"${keysFile(env)}" does not hold the keys of servers: delete it to trust anew.`);
  return Object.fromEntries(
    Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}

function write(file: string, value: object): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  writeWhole(file, [`${JSON.stringify(value, null, 2)}\n`]);
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    if (cause instanceof SyntaxError) return undefined;
    throw cause;
  }
}
