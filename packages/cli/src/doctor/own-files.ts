import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { cacheDirectory } from '../directories.ts';
import { readSettings, settingsPath } from '../settings.ts';
import type { Checked, Env, Section } from './checked.ts';

/** The user's own files: settings, cache, and the git of the machine. */
export function ownFiles(env: Env): Section {
  return { title: 'Files of your own', checked: [settings(env), cache(env), git(env)] };
}

function settings(env: Env): Checked {
  const path = settingsPath(env);
  const named = env.FINEPRINT_SETTINGS ? ', which FINEPRINT_SETTINGS names' : '';
  try {
    readSettings(env);
  } catch (cause) {
    if (!(cause instanceof Error)) throw cause;
    return {
      is: 'problem',
      what: 'settings',
      says: cause.message,
      todo: 'Mend it: with --online nothing is scanned until then.',
    };
  }
  return existsSync(path)
    ? { is: 'ok', what: 'settings', says: `${path}${named}` }
    : { is: 'ok', what: 'settings', says: `none; ${path} would hold them` };
}

function cache(env: Env): Checked {
  const directory = cacheDirectory(env);
  const what = 'cache';
  const existing = nearest(directory);
  const todo = 'Name a directory of your own by XDG_CACHE_HOME, or scan with --no-cache.';
  if (!statSync(existing).isDirectory() || !mayWrite(existing))
    return { is: 'problem', what, says: `${directory} cannot be written to`, todo };
  const isFresh = existing !== directory;
  const stats = statSync(existing);
  const isForeign = process.getuid !== undefined && stats.uid !== process.getuid();
  if (!isFresh && isForeign)
    return { is: 'note', what, says: `${directory} belongs to somebody else, and is not read`, todo };
  return { is: 'ok', what, says: `${directory}${isFresh ? ', which the first scan makes' : ''}` };
}

function nearest(directory: string): string {
  return existsSync(directory) || dirname(directory) === directory ? directory : nearest(dirname(directory));
}

function mayWrite(path: string, mode = constants.W_OK): boolean {
  try {
    accessSync(path, mode);
    return true;
  } catch (cause) {
    if (!(cause instanceof Error && 'code' in cause)) throw cause;
    return false;
  }
}

function git({ PATH = '' }: Env): Checked {
  const names = process.platform === 'win32' ? ['git.exe'] : ['git'];
  const found = PATH.split(delimiter)
    .filter((directory) => directory !== '')
    .flatMap((directory) => names.map((name) => join(directory, name)))
    .find((path) => mayWrite(path, constants.X_OK));
  return found === undefined
    ? {
        is: 'note',
        what: 'git',
        says: 'not in PATH',
        todo: 'Install it to scan git URLs and to fetch modules with --online. Whatever is offline needs none: history is read without it.',
      }
    : { is: 'ok', what: 'git', says: `${found}, run only to fetch, with --online` };
}
