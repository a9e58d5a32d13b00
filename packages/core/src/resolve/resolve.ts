import { compileGlobs } from '../discover/index.ts';
import type { LinkedScan } from '../link/link.ts';
import type { Component } from '../model/component.ts';
import type { Kind } from '../model/kind.ts';
import type { LinkedOccurrence, ResolvedOccurrence } from '../model/occurrence.ts';
import { type Problem, problem, shortened } from '../model/problem.ts';
import type { Usage } from '../model/usage.ts';
import { redactCredentials } from '../parse/reference/index.ts';
import { identify, refOf } from './identify.ts';
import type { Answer, Lookup } from './lookup.ts';
import { kindOf, mergeComponents } from './merge.ts';
import { addUnanswered, type Unanswered, unansweredProblems } from './unanswered.ts';
import { verified } from './verified.ts';

/** A scan whose occurrences are merged into components. */
export interface ResolvedScan extends Omit<LinkedScan, 'occurrences'> {
  readonly occurrences: readonly ResolvedOccurrence[];
  readonly components: readonly Component[];
}

/** What resolving needs from outside. */
export interface ResolveMeans {
  readonly kinds: ReadonlyMap<string, Kind>;
  readonly lookup: Lookup;
  /** The usage that the settings give to a path, or `null`. */
  usage(path: string): Usage | null;
}

/** Whether what lies at a path is written to try, show or test the rest, and is not shipped with it. */
export const isDevelopmentPath = compileGlobs(['**/{example,examples,test,tests,fixtures,testdata}/**']).some;

/** Identifies every occurrence, asks the look-up where the text names no exact version, and merges components. */
export async function resolve(linked: LinkedScan, means: ResolveMeans): Promise<ResolvedScan> {
  const problems: Problem[] = [...linked.problems];
  const named = linked.occurrences.map((occurrence) => identified(occurrence, means));
  const occurrences = means.lookup.online
    ? await asked(await verified(named, means.lookup, problems), means.lookup, problems)
    : named;
  for (const occurrence of occurrences)
    if (!isResolved(occurrence)) problems.push(unresolvedProblem(occurrence));
  return { ...linked, occurrences, components: mergeComponents(occurrences, means.kinds), problems };
}

function identified(occurrence: LinkedOccurrence, { kinds, usage }: ResolveMeans): ResolvedOccurrence {
  const used =
    usage(occurrence.at.path) ?? (isDevelopmentPath(occurrence.at.path) ? 'development' : occurrence.usage);
  const { credential, ...redacted } = withoutCredentials(occurrence);
  return { ...identify(redacted, kindOf(occurrence, kinds), used), credential };
}

/** Tells whether an exact version, digest or commit is known. */
export function isResolved({ version, digest, commit }: ResolvedOccurrence): boolean {
  return version !== null || commit !== null || digest !== undefined;
}

/** Asks about all at once where the text names no exact version; the look-up itself bounds how many it asks at a time. */
async function asked(
  occurrences: readonly ResolvedOccurrence[],
  lookup: Lookup,
  problems: Problem[],
): Promise<readonly ResolvedOccurrence[]> {
  const answers = await Promise.all(
    occurrences.map((occurrence) =>
      isResolved(occurrence) || occurrence.unresolved ? null : lookup.ask(occurrence),
    ),
  );
  const unanswered: Unanswered = new Map();
  const resolved = occurrences.map((occurrence, index) => {
    const answer = answers[index];
    if (answer?.is === 'unanswered') addUnanswered(unanswered, answer.because, occurrence);
    return answer?.is === 'answer' ? withAnswer(occurrence, answer) : occurrence;
  });
  problems.push(...unansweredProblems(unanswered, 'target'));
  return resolved;
}

function withAnswer(
  occurrence: ResolvedOccurrence,
  { version, commit, digest }: Extract<Answer, { readonly is: 'answer' }>,
): ResolvedOccurrence {
  const found = { ...occurrence, version, commit, ...(digest ? { digest } : {}) };
  return { ...found, ref: refOf(found) };
}

/**
 * Credentials leave the model here: nothing after this stage has ever seen one, only that there was one. What is quoted
 * is shortened afterwards, or half a credential would be left that nobody knows for one.
 */
function withoutCredentials(
  occurrence: LinkedOccurrence,
): LinkedOccurrence & { readonly credential: boolean } {
  let credential = false;
  const clean = <Text extends string | undefined>(text: Text): Text | string => {
    if (text === undefined) return text;
    const redacted = redactCredentials(text);
    credential ||= redacted.found.length > 0;
    return redacted.text;
  };
  const { text, name, address, source, subpath, digest, claimed, request, locked, unresolved } = occurrence;
  const cleaned = {
    ...occurrence,
    text: shortened(clean(text)),
    name: clean(name),
    address: clean(address),
    ...(source === undefined ? {} : { source: clean(source) }),
    ...(subpath === undefined ? {} : { subpath: clean(subpath) }),
    ...(digest === undefined ? {} : { digest: clean(digest) }),
    ...(claimed === undefined ? {} : { claimed: clean(claimed) }),
    ...(request.is === 'nothing' ? {} : { request: { ...request, text: clean(request.text) } }),
    ...(locked?.version ? { locked: { ...locked, version: clean(locked.version) } } : {}),
    ...(unresolved ? { unresolved: { ...unresolved, because: shortened(clean(unresolved.because)) } } : {}),
  };
  return { ...cleaned, credential };
}

function unresolvedProblem(occurrence: ResolvedOccurrence): Problem {
  const { text, unresolved, requested } = occurrence;
  const at = occurrence.heldAt ?? occurrence.at;
  if (unresolved)
    return problem('unresolved-reference', `"${text}" cannot be resolved: ${unresolved.because}`, at);
  const asked =
    requested === null ? 'names no version' : `asks for "${requested}", which is no exact version`;
  return problem('version-unknown', `"${text}" ${asked}.`, at);
}
