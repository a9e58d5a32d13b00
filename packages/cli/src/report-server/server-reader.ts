import { findGitDir, openRoot, type Root, readGitHead } from '@fineprint/core';
import type { ReadServer } from '../extended-policies.ts';
import { UsageError } from '../usage-error.ts';
import type { ReportServer } from './report-server.ts';
import type { ServerPolicies } from './server-policies.ts';

/** How a report server is asked about what is scanned. */
export interface ServerReading {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Whether the server may be asked; otherwise what it said before is used. */
  readonly isOnline: boolean;
  /** Which server; without one, that of the user's settings. */
  readonly server?: ReportServer | undefined;
}

/** What reads a report server, when a policy names it, and what is to be said of that. */
export interface ServerReader {
  readonly read: ReadServer;
  remarks(): readonly string[];
  /** What was decided against, as far as it was read. */
  refusals(): ServerPolicies['refusals'];
}

/** Makes what reads the user's report server, once and only if a policy names it. */
export function serverReader(root: Root | string, reading: ServerReading): ServerReader {
  let said: ServerPolicies | null = null;
  return {
    read: async () => {
      said ??= await ask(root, reading);
      return said;
    },
    remarks: () => said?.remarks ?? [],
    refusals: () => said?.refusals ?? [],
  };
}

async function ask(
  root: Root | string,
  { env, isOnline, server: given }: ServerReading,
): Promise<ServerPolicies> {
  const { reportServer } = await import('./report-server.ts');
  const { serverPolicies } = await import('./server-policies.ts');
  const server = given ?? reportServer(env);
  if (server === null)
    throw new UsageError(
      'The policy "server" is that of your report server, and neither FINEPRINT_SERVER nor the settings name one (server: { url: … }).',
    );
  const project = env.FINEPRINT_PROJECT || projectOf(root);
  if (project === null)
    throw new UsageError(
      'Which project this is of the report server is not known, since the repository has no remote: FINEPRINT_PROJECT says it.',
    );
  return serverPolicies({ server, project, isOnline, env, now: Date.now() });
}

function projectOf(root: Root | string): string | null {
  const { packed, directory } = typeof root === 'string' ? openRoot(root) : root;
  const remote = packed ? (packed.commit?.head.remote ?? null) : remoteOfDirectory(directory);
  return remote === null ? null : projectName(remote);
}

function remoteOfDirectory(directory: string): string | null {
  const found = findGitDir(directory, 'above');
  return found.is === 'found' ? readGitHead(found.git).remote : null;
}

// As git writes addresses of SSH: `git@github.com:owner/name` (https://git-scm.com/docs/git-clone#_git_urls).
const scpForm = /^(?:[^@/:]+@)?(?<host>[^/:@]+):(?<path>[^/].*)$/;

/** What a report server calls the project of a repository, however it is reached: `github.com/owner/name`. */
export function projectName(remote: string): string {
  const { host, path } = scpForm.exec(remote)?.groups ?? {};
  const address = host === undefined ? remote.replace(/^[a-z+]+:\/\//, '') : `${host}/${path}`;
  return address.replace(/\/+$/, '').replace(/\.git$/, '');
}
