import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** An entry in the root of a repository: a license file by its name, and the id of its blob; `null` where it is no file. */
export interface LicenseEntry {
  readonly name: string;
  readonly blob: string | null;
}

/** A tag of a repository, or a commit where it has no tags, with the license files in its root. */
export interface TaggedRoot {
  readonly tag: string;
  readonly entries: readonly LicenseEntry[];
}

/** What is read of an upstream repository. */
export interface Upstream {
  readonly tags: readonly TaggedRoot[];
  /** The newest commit of the default branch. */
  readonly head: TaggedRoot;
  text(blob: string): string;
}

/**
 * Reads the license files at every tag of a git repository, and gives them to `use`. A folder that is a bare repository
 * is read in place; of any other URL only commits, trees and the license files are fetched. Throws where git fails.
 */
export function withUpstream<T>(url: string, use: (upstream: Upstream) => T): T {
  if (existsSync(join(url, 'objects'))) return use(upstreamIn(url));
  const folder = mkdtempSync(join(tmpdir(), 'fineprint-facts-'));
  try {
    git(folder, ['init', '--quiet', '--bare']);
    git(folder, ['remote', 'add', 'origin', url]);
    const refs = ['+HEAD:refs/heads/newest', '+refs/tags/*:refs/tags/*'];
    git(folder, ['fetch', '--quiet', '--no-tags', '--depth=1', '--filter=blob:none', 'origin', ...refs]);
    git(folder, ['symbolic-ref', 'HEAD', 'refs/heads/newest']);
    return use(upstreamIn(folder));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function upstreamIn(folder: string): Upstream {
  const tags = lines(git(folder, ['for-each-ref', '--format=%(refname)', 'refs/tags']));
  const head = git(folder, ['rev-parse', 'HEAD']).toString().trim();
  const roots = rootsOf(folder, [head, ...tags]);
  const texts = new Map<string, string>();
  return {
    tags: tags.flatMap((ref) => {
      const entries = roots.get(ref);
      return entries === undefined ? [] : [{ tag: ref.slice('refs/tags/'.length), entries }];
    }),
    head: { tag: head, entries: roots.get(head) ?? [] },
    text(blob) {
      const text = texts.get(blob) ?? git(folder, ['cat-file', 'blob', blob]).toString('utf8');
      texts.set(blob, text);
      return text;
    },
  };
}

/** The license entries in the root of each revision; a tag that points to no tree (a key, a text) has none. */
function rootsOf(folder: string, revisions: readonly string[]): ReadonlyMap<string, readonly LicenseEntry[]> {
  const input = revisions.map((revision) => `${revision}^{tree}\n`).join('');
  const ids = lines(git(folder, ['cat-file', '--batch-check=%(objectname) %(objecttype)'], input));
  const trees = new Map(
    revisions.flatMap((revision, place) => {
      const [id = '', type] = (ids[place] ?? '').split(' ');
      return type === 'tree' ? [[revision, id] as const] : [];
    }),
  );
  const wanted = [...new Set(trees.values())];
  const read = treesIn(git(folder, ['cat-file', '--batch'], `${wanted.join('\n')}\n`));
  return new Map([...trees].map(([revision, id]) => [revision, read.get(id) ?? []]));
}

/** Reads the answer of `git cat-file --batch`: for each tree a line with its id and length, then its bytes. */
function treesIn(answer: Buffer): ReadonlyMap<string, readonly LicenseEntry[]> {
  const trees = new Map<string, readonly LicenseEntry[]>();
  for (let at = 0; at < answer.length; ) {
    const end = answer.indexOf('\n', at);
    const [id = '', type, length] = answer.toString('utf8', at, end).split(' ');
    if (type !== 'tree') throw new Error(`git has no tree ${JSON.stringify(id)}.`);
    const start = end + 1;
    at = start + Number(length) + 1;
    trees.set(id, entriesOf(answer.subarray(start, at - 1)));
  }
  return trees;
}

const idBytes = 20;

// A tree is a row of `mode name NUL id`, the id in bytes.
function entriesOf(tree: Buffer): readonly LicenseEntry[] {
  const entries: LicenseEntry[] = [];
  for (let at = 0; at < tree.length; ) {
    const space = tree.indexOf(' ', at);
    const zero = tree.indexOf(0, space);
    const mode = tree.toString('latin1', at, space);
    const name = tree.toString('utf8', space + 1, zero);
    const id = tree.toString('hex', zero + 1, zero + 1 + idBytes);
    at = zero + 1 + idBytes;
    if (mayBeLicense.test(name)) entries.push({ name, blob: mode.startsWith('100') ? id : null });
  }
  return entries;
}

// `MIT-LICENSE`, `LICENSES/`, `EULA.txt`; a hidden file is the settings of a tool that writes headers.
const mayBeLicense = /^(?!\.).*(?:licen[cs]|copying|copyright|eula)/i;

function lines(output: Buffer): readonly string[] {
  return output
    .toString('utf8')
    .split('\n')
    .filter((line) => line !== '');
}

const maximumOutput = 1 << 30;
const settings = [
  'core.hooksPath=/dev/null',
  'protocol.ext.allow=never',
  'gc.auto=0',
  'http.lowSpeedLimit=1000',
  'http.lowSpeedTime=60',
].flatMap((setting) => ['-c', setting]);

// A repository from elsewhere shall run nothing here, one behind a password shall fail instead of asking for it, and a
// server that went quiet shall not hold up the rest.
function git(folder: string, arguments_: readonly string[], input = ''): Buffer {
  return execFileSync('git', [...settings, '--git-dir', folder, ...arguments_], {
    input,
    maxBuffer: maximumOutput,
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...process.env, GIT_TERMINAL_PROMPT: '0', LC_ALL: 'C' },
  });
}
