import type { Linked } from '../model/extractor.ts';
import { locate } from '../model/location.ts';
import { writtenPlace } from '../parse/reference/index.ts';
import { entries, type Resolved } from '../parse/tree/index.ts';
import { imageParts, occurrenceOf } from '../reference/index.ts';
import { curatedParts, isOwnImage } from './images.ts';
import { isMachineImageId } from './machine-images.ts';
import type { CloudFormationFact, CloudFormationReading, PassedValue, TemplateSite } from './reading.ts';

/** Adds to what a nested stack is made from the values that it is given. */
export function* withPassed(
  site: TemplateSite,
  body: Resolved,
  reading: CloudFormationReading,
): CloudFormationReading {
  for (const item of reading) {
    const isTemplate = item.is === 'nested' || (item.is === 'reference' && item.own !== undefined);
    yield isTemplate ? { ...item, passed: passedValues(site, body) } : item;
  }
}

function passedValues(site: TemplateSite, body: Resolved): readonly PassedValue[] {
  const { file, evaluation } = site;
  return entries(body, 'Properties', 'Parameters').flatMap(({ key, value }) =>
    evaluation.texts(value).flatMap(({ at, resolved }) => {
      const isOwn = isOwnImage(site, resolved);
      if (resolved.text === '' || !(resolved.isResolved || isOwn)) return [];
      const written = writtenPlace(resolved, { start: 0, end: resolved.text.length });
      const place = file.place(written ?? at);
      return [{ name: key.text, text: resolved.text, place, verbatim: written?.verbatim ?? false, isOwn }];
    }),
  );
}

/** A value with the file that it stands in. */
export interface GivenValue extends PassedValue {
  readonly path: string;
}

/** The images that a template leaves to those who nest it, as they say them; `null` where they say nothing. */
export function passedImages(
  path: string,
  fact: Extract<CloudFormationFact, { is: 'reference' }>,
  given: readonly GivenValue[],
): readonly Linked[] | null {
  if (fact.unresolved?.part !== 'name') return null;
  const values = given.filter(({ name }) => fact.name === `\${${name}}`);
  if (values.length === 0) return null;
  // The id of a machine image is told where it is written.
  if (fact.kind === 'vm-image') return values.every(({ text }) => isMachineImageId(text)) ? [] : null;
  if (fact.kind !== 'container-image') return null;
  const { unresolved: _, own: _own, passed: _passed, ...reference } = fact;
  return values.flatMap((value) => {
    if (value.isOwn) return [];
    const at = locate(value.path, value.place);
    const parts = imageParts(value.text, (span) =>
      value.verbatim ? { at: partAt(at, span.start, span.end), verbatim: true } : { at, verbatim: false },
    );
    const curated = curatedParts(value.text);
    return { is: 'occurrence', ...occurrenceOf(path, reference), ...parts, ...curated, via: [at] };
  });
}

/** A part of what stands on one line. */
function partAt(at: ReturnType<typeof locate>, start: number, end: number): ReturnType<typeof locate> {
  const column = at.column + start;
  return {
    ...at,
    start: at.start + start,
    end: at.start + end,
    column,
    endLine: at.line,
    endColumn: at.column + end,
  };
}
