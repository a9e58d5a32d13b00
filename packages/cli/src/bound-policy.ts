import { type BoundPolicy, type LicenseLeaf, openRoot, type Root } from '@fineprint/core';
import { kinds } from '@fineprint/kinds';
import { admitsOnly, classOf, type Licenses, obligationsOf, obligationUsages } from '@fineprint/licenses';
import {
  type BindMeans,
  bindPolicy,
  ExtendRefusal,
  type GitPolicy,
  loadConditions,
  type PolicySource,
} from '@fineprint/policy';
import { type ReadServer, withExtendedPolicies } from './extended-policies.ts';
import type { PolicyText } from './policies.ts';
import { serverReader } from './report-server/server-reader.ts';
import { UsageError } from './usage-error.ts';

/** What binding a policy needs from this program. */
export async function bindMeans(sources: readonly PolicySource[], known: Licenses): Promise<BindMeans> {
  const means = {
    classOf: (id: string) => classOf(known.classes(), id),
    obligations: obligationUsages,
    termsOf: (leaf: LicenseLeaf) => {
      const [terms] = obligationsOf(known.obligations(), leaf, null);
      return terms?.is === 'stated' ? terms.obligations : null;
    },
  };
  return {
    ...means,
    kinds: kinds.map(({ id }) => id),
    admitsOnly,
    conditions: await loadConditions(sources, means),
  };
}

/** Reads what policies extend, and binds them all; throws a `PolicyError`. */
export async function boundPolicy(
  chosen: readonly PolicyText[],
  root: Root | string,
  known: Licenses,
  means: ExtendMeans,
): Promise<BoundPolicy> {
  const sources = await extendedSources(chosen, root, means);
  return bindPolicy(sources, await bindMeans(sources, known));
}

/** What else than files policies may extend. */
export interface ExtendMeans {
  /** The environment of the process, where git repositories may be asked: where git is found, and whom it trusts. */
  readonly online: Environment | null;
  /** What the user's report server says. */
  readonly server: ReadServer | null;
}

/** Where policies may extend files and ready-made policies alone. */
export const filesOnly: ExtendMeans = { online: null, server: null };

/** What policies may extend besides files, for what is scanned: the report server by what it said before, or online. */
export function extendingFor(root: Root | string, env: Environment, isOnline: boolean): ExtendMeans {
  return { online: isOnline ? env : null, server: serverReader(root, { env, isOnline }).read };
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Puts what policies extend before them; `root` is what is scanned. */
export function extendedSources(
  chosen: readonly PolicyText[],
  root: Root | string,
  { online, server }: ExtendMeans,
): Promise<readonly PolicySource[]> {
  return withExtendedPolicies(
    chosen,
    typeof root === 'string' ? openRoot(root) : root,
    online && ((file) => ofGit(file, online)),
    server,
  );
}

async function ofGit({ url, commit, path }: GitPolicy, env: Environment): Promise<string> {
  const { fileOfGitUrl } = await import('./git-url.ts');
  try {
    const file = await fileOfGitUrl(`git+${url}@${commit}`, path, true, env);
    if (file.commit === commit) return file.text;
    throw new ExtendRefusal(`${url} answers with the commit ${file.commit} in place of ${commit}.`);
  } catch (cause) {
    if (!(cause instanceof UsageError)) throw cause;
    throw new ExtendRefusal(cause.message, { cause });
  }
}
