import { basename, dirname, isAbsolute, posix, resolve } from 'node:path';
import { decode, openRoot, type Root, readFileInside } from '@fineprint/core';
import {
  type ExtendingSource,
  ExtendRefusal,
  type GitPolicy,
  gitPolicy,
  type PolicySource,
  withExtended,
} from '@fineprint/policy';
import {
  maxPolicyBytes,
  type PolicyText,
  policyOfServer,
  readyMade,
  readyMadePolicy,
  serverPolicy,
} from './policies.ts';
import type { ServerPolicies } from './report-server/server-policies.ts';
import { didYouMean } from './usage-error.ts';

/** Reads one file of a git repository at a commit; `null` where that cannot be done. It refuses by an `ExtendRefusal`. */
export type ReadGitFile = (file: GitPolicy) => Promise<string | null>;

/** Reads what the user's report server says of the project; it refuses by an `ExtendRefusal`. */
export type ReadServer = () => Promise<ServerPolicies>;

/** Where a policy lies, and so what it may name. */
type Home =
  | { readonly is: 'ready-made' }
  | { readonly is: 'server'; readonly extended: ServerPolicies['extended'] }
  | { readonly is: 'file'; readonly root: Root; readonly path: string; readonly inRoot: boolean }
  | { readonly is: 'git'; readonly file: GitPolicy };

type Source = ExtendingSource<Home>;

/**
 * Puts what policies extend before them. A file may name files in its own root only: of a repository's policy that is the
 * scanned root, of one that the user names its directory; of one in a git repository the same commit. Links are not
 * followed. Without `readGit` no git repository is read, and without `readServer` no report server. Throws a `PolicyError`.
 */
export async function withExtendedPolicies(
  chosen: readonly PolicyText[],
  scanned: Root,
  readGit: ReadGitFile | null,
  readServer: ReadServer | null,
): Promise<readonly PolicySource[]> {
  const sources = await Promise.all(chosen.map((text) => sourceOf(text, scanned, readServer)));
  return withExtended<Home>(sources, async (written, by) => {
    const git = gitPolicy(written);
    if (git !== null) return ofGit(git, readGit);
    if (readyMade.includes(written)) return ofReadyMade(readyMadePolicy(written));
    if (written === serverPolicy && by.home.is !== 'server') return ofReportServer(readServer);
    switch (by.home.is) {
      case 'ready-made':
        throw new ExtendRefusal(noSuchName(written));
      case 'server': {
        const extended = by.home.extended.get(written);
        if (!extended) throw new ExtendRefusal(noSuchName(written));
        return ofServer(extended);
      }
      case 'git':
        return ofGit(
          { ...by.home.file, path: besides(by.home.file.path, written, by.home.file.url) },
          readGit,
        );
      case 'file':
        return besideFile(written, by, by.home);
    }
  });
}

async function sourceOf(text: PolicyText, scanned: Root, readServer: ReadServer | null): Promise<Source> {
  if (text.isReadyMade) return ofReadyMade(text);
  if (text === policyOfServer) return ofReportServer(readServer);
  return text.isOfServer ? ofServer(text) : ofFile(text, scanned);
}

async function ofReportServer(readServer: ReadServer | null): Promise<Source> {
  if (readServer === null) throw new ExtendRefusal('No report server is asked here, and so it says nothing.');
  const { text, extended } = await readServer();
  return ofServer(text, extended);
}

function ofServer(text: PolicyText, extended: ServerPolicies['extended'] = new Map()): Source {
  return { ...text, identity: `server ${text.path}`, home: { is: 'server', extended } };
}

function ofReadyMade(text: PolicyText): Source {
  return { ...text, identity: `ready-made ${text.name}`, home: { is: 'ready-made' } };
}

function ofFile(text: PolicyText, scanned: Root): Source {
  if (text.inRoot) return inRoot(text, scanned, text.path, true);
  if (text.root) return inRoot(text, text.root, text.path, false);
  const root = openRoot(dirname(resolve(text.path)));
  return inRoot(text, root, basename(text.path), false);
}

function inRoot(source: PolicySource, root: Root, path: string, isScanned: boolean): Source {
  return {
    ...source,
    inRoot: isScanned,
    identity: `file ${root.directory}/${path}`,
    home: { is: 'file', root, path, inRoot: isScanned },
  };
}

function besideFile(written: string, by: Source, home: Home & { is: 'file' }): Source {
  const where = home.inRoot ? 'the scanned repository' : `the directory of "${by.path}"`;
  const path = besides(home.path, written, where);
  const outcome = readFileInside(home.root, path, { maxBytes: maxPolicyBytes });
  if (outcome.is === 'problem') {
    const isName = !/[./\\]/.test(written);
    throw new ExtendRefusal(isName ? noSuchName(written) : `"${written}" cannot be read: ${outcome.message}`);
  }
  const decoded = decode(outcome.bytes);
  if (decoded.is !== 'text') throw new ExtendRefusal(`"${written}" is no text.`);
  const shown = home.inRoot ? path : posix.join(posix.dirname(by.path), written);
  return inRoot({ name: shown, path: shown, text: decoded.text }, home.root, path, home.inRoot);
}

/** The path of what a file names relative to itself; it must not lead out of the root. */
function besides(from: string, written: string, where: string): string {
  const path = posix.join(posix.dirname(from), written);
  if (isAbsolute(written) || /^[a-z]+:/i.test(written) || path === '..' || path.startsWith('../'))
    throw new ExtendRefusal(
      `"${written}" lies outside of ${where}: only files inside of it can be extended.`,
    );
  return path;
}

async function ofGit(file: GitPolicy, readGit: ReadGitFile | null): Promise<Source> {
  const name = `${file.url}@${file.commit.slice(0, 12)}#${file.path}`;
  if (readGit === null) throw new ExtendRefusal('A policy of a git repository is read only with --online.');
  const text = await readGit(file);
  if (text === null)
    throw new ExtendRefusal(
      'Policies of git repositories cannot be read yet: check the file out, and name it.',
    );
  const identity = `git ${file.url}@${file.commit}#${file.path}`;
  return { name, path: name, text, identity, home: { is: 'git', file } };
}

function noSuchName(written: string): string {
  return `There is no ready-made policy "${written.slice(0, 100)}", and no such file.${didYouMean(written.slice(0, 100), readyMade)} Ready-made are ${readyMade.join(', ')}.`;
}
