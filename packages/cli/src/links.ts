import { existsSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { LinkTo } from '@fineprint/report';
import type { ColorChoice } from './color.ts';
import type { Surroundings } from './surroundings.ts';

type Env = Readonly<Record<string, string | undefined>>;

/**
 * Tells whether a terminal is known to show links (OSC 8): others print their addresses as rubbish. `FORCE_HYPERLINK` says
 * it for terminals that are not known.
 */
export function showsLinks(stream: { readonly isTTY?: boolean }, env: Env): boolean {
  if (env.FORCE_HYPERLINK) return env.FORCE_HYPERLINK !== '0';
  if (!stream.isTTY || env.TERM === 'dumb' || env.CI || env.TEAMCITY_VERSION) return false;
  if (env.WT_SESSION || env.DOMTERM || env.KITTY_WINDOW_ID || env.GHOSTTY_RESOURCES_DIR) return true;
  const least = env.TERM_PROGRAM === undefined ? undefined : programs.get(env.TERM_PROGRAM);
  if (least !== undefined) return isAtLeast(env.TERM_PROGRAM_VERSION ?? '', least);
  // GNOME Terminal and others: 0.50.0 crashed on links.
  return (
    Number(env.VTE_VERSION ?? 0) > 5000 ||
    /^(?:alacritty|foot|xterm-kitty|xterm-ghostty)/.test(env.TERM ?? '')
  );
}

// The first version of each that shows them; tmux stripped them before.
const programs: ReadonlyMap<string, readonly [major: number, minor: number]> = new Map([
  ['iTerm.app', [3, 1]],
  ['WezTerm', [20200620, 0]],
  ['vscode', [1, 72]],
  ['ghostty', [1, 0]],
  ['zed', [0, 0]],
  ['Hyper', [0, 0]],
  ['rio', [0, 0]],
  ['tmux', [3, 4]],
]);

function isAtLeast(version: string, [leastMajor, leastMinor]: readonly [number, number]): boolean {
  const [, major = '0', minor = '0'] = /^(\d{1,9})[.-]?(\d{0,9})/.exec(version) ?? [];
  return Number(major) > leastMajor || (Number(major) === leastMajor && Number(minor) >= leastMinor);
}

/**
 * Makes the addresses of what lies in a directory, or beside a file, for a terminal that shows links; `null` for others, and
 * where no escapes are wanted.
 */
export function linksFrom(root: string, color: ColorChoice, { stdout, env }: Surroundings): LinkTo | null {
  // The terminal of an editor finds places by itself, lines included, which a link would hide.
  const isEditor = env.TERM_PROGRAM === 'vscode' && !env.FORCE_HYPERLINK;
  if (color === 'never' || isEditor || !existsSync(root) || !showsLinks(stdout, env)) return null;
  const directory = statSync(root).isDirectory() ? root : dirname(root);
  return (path) => {
    const file = join(directory, path);
    // What lies in an archive, or was fetched, is no file here.
    return existsSync(file) ? pathToFileURL(file).href : null;
  };
}
