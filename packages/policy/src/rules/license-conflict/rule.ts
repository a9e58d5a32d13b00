import {
  type JudgedComponent,
  parseExpression,
  placeInRepository,
  type ReportLocation,
  type UnitSubject,
  type Violation,
} from '@fineprint/core';
import * as z from 'zod/mini';
import type { PolicyRule } from '../../rule.ts';
import { named } from '../../wording.ts';
import { bindingLicenses, type Joining, joiningOf } from './gpl-versions.ts';

const Options = z.strictObject({
  /** The licence under which the repository's own code is distributed. */
  own: z.optional(
    z.string().check(
      z.refine((text) => parseExpression(text).is === 'expression', {
        error: 'A licence is an SPDX expression.',
      }),
    ),
  ),
  /** Kinds of components that become part of the code that uses them. */
  kinds: z._default(z.array(z.string()), [
    'ansible-collection',
    'ansible-role',
    'arm-template',
    'bicep-module',
    'chef-cookbook',
    'cloudformation-module',
    'cloudformation-template',
    'jenkins-library',
    'kustomize-base',
    'library',
    'puppet-module',
    'remote-manifest',
    'salt-formula',
    'terraform-module',
  ]),
});
type Options = z.infer<typeof Options>;

/** Reports parts of one distributed work whose licences cannot be met together; what merely runs beside it is no part. */
export const licenseConflict = {
  id: 'license-conflict',
  title: 'Parts of one distributed work stand under licences that cannot be met together.',
  subject: 'unit',
  defaultLevel: 'warning',
  options: Options,
  *check(subject: UnitSubject, { own, kinds }: Options): Iterable<Violation> {
    const parts = partsOf(subject, kinds);
    for (const part of parts) {
      if (!part.joining.isBinding) continue;
      const others = parts.filter((other) => other !== part && conflict(part.joining, other.joining));
      // Of two that bind, the pair is told once.
      const told = others.filter(
        ({ joining }, index) =>
          !joining.isBinding || parts.indexOf(part) < parts.indexOf(others[index] ?? part),
      );
      if (told.length > 0) yield betweenParts(part, told, subject);
      if (own !== undefined && !fitsOwn(part.joining, own)) yield withOwn(part, own, subject);
    }
  },
} as const satisfies PolicyRule<Options>;

/** A component that becomes part of the unit. */
interface Part {
  readonly component: JudgedComponent;
  readonly expression: string;
  readonly joining: Joining;
  readonly at: ReportLocation;
}

function partsOf({ uses }: UnitSubject, kinds: readonly string[]): readonly Part[] {
  const parts = new Map<string, Part>();
  for (const { occurrence, component } of uses) {
    const { expression } = component.license.concluded;
    const isPart = occurrence.usage === 'distributed' && kinds.includes(component.kind);
    if (!isPart || expression === null || parts.has(component.ref)) continue;
    const joining = joiningOf(expression);
    if (joining)
      parts.set(component.ref, { component, expression, joining, at: placeInRepository(occurrence) });
  }
  return [...parts.values()];
}

/** No version of the GPL fits to both. */
function conflict(one: Joining, other: Joining): boolean {
  return !one.versions.some((version) => other.versions.includes(version));
}

/** Code of one's own fits where it is, or may be, licensed under the same GPL. */
function fitsOwn(joining: Joining, own: string): boolean {
  const ours = joiningOf(own);
  return ours?.isBinding === true && !conflict(joining, ours);
}

function betweenParts(part: Part, others: readonly Part[], { unit }: UnitSubject): Violation {
  const [first = part] = others;
  const shown = others.slice(0, mostTold);
  const told = shown.map(({ component, expression }) => `${named(component)} (${expression})`);
  const more = others.length > mostTold ? ` and ${others.length - mostTold} more` : '';
  return {
    message: `${named(part.component)} (${part.expression}) and ${told.join(', ')}${more} become part of one distributed work, and no licence lets them be passed on together.`,
    remedy: `Replace one of them, or take a version under a licence that fits; or ask whoever holds the rights in ${named(first.component)} or in ${named(part.component)} for leave.`,
    locations: [part.at, ...shown.map(({ at }) => at)],
    place: { path: unit.path, address: part.component.key },
    expression: part.expression,
  };
}

const mostTold = 3;

function withOwn({ component, expression, at }: Part, own: string, { unit }: UnitSubject): Violation {
  const binding = [...new Set(bindingLicenses(expression))].join(' or ');
  return {
    message: `${named(component)} is licensed ${expression} and becomes part of code that is distributed under ${own}: the work as a whole may be passed on only under ${binding}.`,
    remedy: `Replace the component, run it as a program of its own, or distribute the work under ${binding}.`,
    locations: [at],
    place: { path: unit.path, address: `own ${component.key}` },
    expression,
  };
}
