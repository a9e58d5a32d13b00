import {
  type JudgedComponent,
  placeInRepository,
  type ReportOccurrence,
  type Subjects,
  type Violation,
} from '@fineprint/core';
import * as z from 'zod/mini';
import { coversKey } from '../../key-pattern.ts';
import { unitKind } from '../../pinning.ts';
import type { PolicyRule } from '../../rule.ts';
import { quotable } from '../../wording.ts';
import { isOpenEnded } from './open-ended.ts';

const Options = z.strictObject({
  /** Kinds, or patterns of keys, of which any later version is welcome. */
  except: z._default(z.array(z.string()), ['os-package', 'runtime', 'tool']),
  /** Kinds of units that leave the choice to whoever uses them. */
  exceptUnits: z._default(z.array(z.string()), ['terraform-module']),
  /** Whether a lockfile that holds a version makes an open constraint harmless. */
  locked: z._default(z.enum(['harmless', 'asked']), 'harmless'),
});
type Options = z.infer<typeof Options>;

/** Reports constraints of registries that every version to come will satisfy. */
export const versionConstraintOpenEnded = {
  id: 'version-constraint-open-ended',
  title: 'A version constraint admits every version to come.',
  subject: 'occurrence',
  defaultLevel: 'note',
  options: Options,
  *check({ occurrence, component }: Subjects['occurrence'], options: Options): Iterable<Violation> {
    const { requested, requestedAs, unresolved, unit, usage } = occurrence;
    if (requested === null || unresolved || occurrence.in !== null) return;
    if (requestedAs !== 'version' && !(requestedAs === 'tag' && component.kind === 'library')) return;
    if (occurrence.locked && options.locked === 'harmless') return;
    if (usage === 'development' || options.exceptUnits.includes(unitKind(unit))) return;
    if (isMetadata(occurrence, component)) return;
    if (options.except.some((pattern) => coversKey(pattern, component.key))) return;
    if (!isOpenEnded(requested, component.key)) return;
    const name = quotable(component.name);
    yield {
      message: `${name} is asked for by "${quotable(requested)}", which admits every version to come, also those that break with this one.`,
      remedy: `Write up to where ${name} is known to work: one exact version, or a constraint with an upper bound ("~> 1.2", ">= 1.2, < 2").`,
      locations: [placeInRepository(occurrence)],
      mendedBy: 'exact',
    };
  },
} as const satisfies PolicyRule<Options>;

// Peers of npm, and what packages of Python, Ruby and Ansible say of themselves when they are published.
const metadata =
  /^(?:peerDependencies|build-system|project\.(?:optional-)?dependencies|install_requires|extras_require|options\.|add_(?:runtime_)?dependency)/;

/** What a package says that it works with, and leaves to those who install it to choose from. */
function isMetadata({ address }: ReportOccurrence, { kind }: JudgedComponent): boolean {
  return metadata.test(address) || (kind === 'ansible-collection' && address.startsWith('dependencies.'));
}
