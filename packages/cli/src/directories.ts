import { homedir } from 'node:os';
import { join } from 'node:path';

type Env = Readonly<Record<string, string | undefined>>;

/** The user's own directory of settings (XDG Base Directory Specification). */
export function configDirectory({ XDG_CONFIG_HOME, APPDATA }: Env): string {
  return join(XDG_CONFIG_HOME || APPDATA || join(homedir(), '.config'), 'fineprint');
}

/** The user's own directory of what can be made again. */
export function cacheDirectory({ XDG_CACHE_HOME, LOCALAPPDATA }: Env): string {
  return join(XDG_CACHE_HOME || LOCALAPPDATA || join(homedir(), '.cache'), 'fineprint');
}
