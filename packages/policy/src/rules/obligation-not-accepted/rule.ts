import {
  branchesOf,
  type JudgedComponent,
  type LicenseAsk,
  parseExpression,
  printLeaf,
  usages,
  type Violation,
} from '@fineprint/core';
import * as z from 'zod/mini';
import type { PolicyRule } from '../../rule.ts';
import { named, placesOf } from '../../wording.ts';

const Options = z.record(z.string(), z.array(z.enum(usages)));
type Options = z.infer<typeof Options>;

/** Reports what a licence asks and the policy does not accept for this use; what that is, is the section `obligations`. */
export const obligationNotAccepted = {
  id: 'obligation-not-accepted',
  title: 'A licence asks something that the policy does not accept for this use.',
  subject: 'component',
  defaultLevel: 'error',
  section: 'obligations',
  options: Options,
  *check(component: JudgedComponent, refused: Options): Iterable<Violation> {
    const { license, usage } = component;
    const { expression } = license.concluded;
    if (expression === null || !Object.values(refused).some((of) => of.includes(usage))) return;
    const asked = refusedAsks(component, expression, refused);
    if (asked.size === 0) return;
    const licenses = [...new Set(asked.values())].join(' and ');
    const ids = [...asked.keys()].map(({ id }) => id);
    yield {
      message: `${named(component)} is licensed ${expression}; used as ${usage} code, ${licenses} asks what this policy does not accept: ${[...asked.keys()].map(({ id, says }) => `${says.replace(/\.$/, '')} (${id})`).join('; ')}.`,
      remedy: `Replace the component, or have ${ids.join(', ')} accepted for ${usage} code under "obligations" of the policy, or for this component in a waiver.`,
      locations: placesOf(component),
      expression,
    };
  },
} as const satisfies PolicyRule<Options>;

/** What is asked and not accepted, with the licence that asks it; nothing where one branch of a choice asks nothing of it. */
function refusedAsks(
  { verdict: { terms = [] }, usage }: JudgedComponent,
  expression: string,
  refused: Options,
): ReadonlyMap<LicenseAsk, string> {
  const asksOf = new Map(terms.map(({ license, asks }) => [license, asks ?? []]));
  const isRefused = ({ id, usages: arises }: LicenseAsk) =>
    Object.hasOwn(refused, id) && (refused[id] ?? []).includes(usage) && arises.includes(usage);
  const parsed = parseExpression(expression);
  const branches =
    parsed.is === 'expression' ? (branchesOf(parsed.expression, { versions: false }) ?? []) : [];
  const answers = branches.map(
    (branch) =>
      new Map(
        branch
          .map(printLeaf)
          .flatMap((license) =>
            (asksOf.get(license) ?? []).filter(isRefused).map((ask) => [ask, license] as const),
          ),
      ),
  );
  const [first = new Map<LicenseAsk, string>(), ...others] = answers;
  return others.reduce((least, next) => (next.size < least.size ? next : least), first);
}
