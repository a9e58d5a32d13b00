import {
  isAtLeast,
  type OccurrenceSubject,
  type Pin,
  pins,
  placeInRepository,
  type ReportOccurrence,
  type Subjects,
  type Violation,
} from '@fineprint/core';
import * as z from 'zod/mini';
import { leastPin } from '../../pinning.ts';
import type { PolicyRule } from '../../rule.ts';
import { LeastPin } from '../../schema.ts';
import { quotable } from '../../wording.ts';
import { remedyFor } from './remedies.ts';

const Options = z.record(z.string(), LeastPin);
type Options = z.infer<typeof Options>;

/** Reports references that are pinned less firmly than the section `pinning` asks for their kind. */
export const versionNotPinned = {
  id: 'version-not-pinned',
  title: 'A component is pinned less firmly than the policy asks.',
  subject: 'occurrence',
  defaultLevel: 'warning',
  options: Options,
  section: 'pinning',
  *check(subject: Subjects['occurrence'], pinning: Options): Iterable<Violation> {
    const { occurrence, component } = subject;
    const pin = effectivePin(subject);
    const asked = leastPin(pinning, component.key, occurrence.unit);
    // What could not be resolved is a problem of the scan (`unresolved-reference`), which has its own place.
    if (pin === null || asked === null || isAtLeast(pin, asked.least)) return;
    const { name, subpath } = component;
    const whole = quotable(`${name}${subpath ? `#${subpath}` : ''}`);
    yield {
      message: `${whole} is ${pinned(occurrence, pin)}; the policy asks for ${wanted(asked.least)} ("pinning", ${asked.pattern}).`,
      remedy: remedyFor(subject, asked.least),
      locations: [placeInRepository(occurrence)],
      mendedBy: asked.least,
    };
  },
} as const satisfies PolicyRule<Options>;

/** An image without a tag is one by the tag `latest`, which is image-tag-floating's question. */
function effectivePin({ component: { kind }, occurrence: { pin } }: OccurrenceSubject): Pin | null {
  return kind === 'container-image' && pin === 'none' ? 'tag' : pin;
}

function pinned({ requested }: ReportOccurrence, pin: Pin): string {
  const text = requested === null ? '' : ` "${quotable(requested)}"`;
  switch (pin) {
    case 'digest':
      return 'pinned by digest';
    case 'commit':
      return 'pinned by commit';
    case 'exact':
      return `pinned to the version${text}`;
    case 'tag':
      return text === '' ? 'named without a tag' : `named by the tag${text}, which can be moved`;
    case 'range':
      return `asked for by${text}, which more than one version fits`;
    case 'branch':
      return text === '' ? 'taken from a branch' : `taken from${text}, which moves`;
    case 'none':
      return 'named without any version';
  }
}

const wantedPins: Readonly<Record<Pin, string>> = {
  digest: 'a digest',
  commit: 'a full commit id',
  exact: 'an exact version',
  tag: 'a tag',
  range: 'a range of versions',
  branch: 'a branch',
  none: 'nothing',
};

function wanted(least: Pin): string {
  return pins.indexOf(least) === 0 ? wantedPins[least] : `at least ${wantedPins[least]}`;
}
