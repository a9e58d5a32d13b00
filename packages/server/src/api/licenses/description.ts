import { leavesOf, licenseClasses, parseExpression } from '@fineprint/core';
import { describeLicense, obligationsOf, occasions } from '@fineprint/licenses';
import * as z from 'zod';
import { knowledge } from './knowledge.ts';

const obligation = z.object({
  id: z.string(),
  /** A sentence that says what to do, or what not. */
  says: z.string(),
  /** When it has to be done, in words. */
  when: z.string(),
  /** The usages in which that can come about. */
  usages: z.array(z.string()),
  /** Who says so: `text: …` quotes the licence itself. */
  source: z.string(),
});

/** What is known of a licence, whoever uses it. */
export const descriptionSchema = z.object({
  id: z.string(),
  name: z.string().nullable(),
  class: z.enum(licenseClasses).nullable(),
  /** Who says that it is of this class. */
  classSource: z.string().nullable(),
  url: z.string().nullable(),
  text: z.string().nullable(),
  /** The exception of `… WITH …`. */
  exception: z.object({ id: z.string(), name: z.string(), text: z.string().nullable() }).nullable(),
  obligations: z.array(obligation),
  /** Why nobody can say what it asks; `null` where it is said. */
  unstated: z.string().nullable(),
});

/** Describes a licence by its id, also one with an exception; `NONE` and `NOASSERTION` are no licences, and nothing is known of them. */
export function descriptionOf(id: string): z.infer<typeof descriptionSchema> {
  const parsed = parseExpression(id);
  const [leaf] = parsed.is === 'expression' ? leavesOf(parsed.expression) : [];
  if (parsed.is !== 'expression' || leaf === undefined) return nothingKnown(id);
  const described = describeLicense(knowledge, leaf.id);
  const classified = knowledge.classes().byId.get(leaf.id);
  const [asked] = obligationsOf(knowledge.obligations(), parsed.expression, null);
  return {
    ...nothingKnown(id),
    name: described?.name ?? null,
    class: classified?.class ?? null,
    classSource: classified === undefined ? null : sourceOf(classified),
    url: described?.url ?? null,
    text: described?.text ?? null,
    exception: leaf.exception === null ? null : exceptionOf(leaf.exception),
    ...(asked?.is === 'unstated' ? { unstated: asked.because } : {}),
    ...(asked?.is === 'stated'
      ? {
          obligations: asked.obligations.map(({ id: which, says, occasion, usages, source }) => ({
            ...{ id: which, says, when: occasions[occasion].when, usages: [...usages], source },
          })),
        }
      : {}),
  };
}

function nothingKnown(id: string): z.infer<typeof descriptionSchema> {
  return {
    ...{ id, name: null, class: null, classSource: null, url: null, text: null, exception: null },
    obligations: [],
    unstated: null,
  };
}

function exceptionOf(id: string) {
  const described = describeLicense(knowledge, id);
  return { id, name: described?.name ?? id, text: described?.text ?? null };
}

function sourceOf({ source, judgement }: { readonly source: string; readonly judgement: boolean }): string {
  return judgement ? 'a judgement of this project' : source;
}
