import { type BoundPolicy, type LicenseLeaf, openRoot, type Root } from '@fineprint/core';
import { kinds } from '@fineprint/kinds';
import { admitsOnly, classOf, type Licenses, obligationsOf, obligationUsages } from '@fineprint/licenses';
import { type BindMeans, bindPolicy, loadConditions, type PolicySource } from '@fineprint/policy';
import { withExtendedPolicies } from './extended-policies.ts';
import type { PolicyText } from './policies.ts';

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
  isOnline: boolean,
): Promise<BoundPolicy> {
  const sources = await extendedSources(chosen, root, isOnline);
  return bindPolicy(sources, await bindMeans(sources, known));
}

/** Puts what policies extend before them; `root` is what is scanned. */
export function extendedSources(
  chosen: readonly PolicyText[],
  root: Root | string,
  isOnline: boolean,
): Promise<readonly PolicySource[]> {
  return withExtendedPolicies(
    chosen,
    typeof root === 'string' ? openRoot(root) : root,
    isOnline ? notYet : null,
  );
}

/** No git repository is read yet: what reads one stands here then. */
function notYet(): Promise<string | null> {
  return Promise.resolve(null);
}
