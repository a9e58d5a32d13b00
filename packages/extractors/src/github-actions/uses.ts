import {
  claimSlot,
  classifyGitRef,
  type Linked,
  locate,
  type Occurrence,
  problem,
  type Slot,
} from '@fineprint/core';
import type { UsesFact } from './facts.ts';
import { dockerPrefix, imageOccurrence } from './images.ts';
import { common, unknownReason, writtenAt } from './occurrence.ts';
import { textOfValue } from './values.ts';

// `[https://host/]owner/repository[/path]@ref`
const usesForm =
  /^(?:https?:\/\/(?<host>[^/@\s]+)\/)?(?<owner>[^/@\s]+)\/(?<repository>[^/@\s]+)(?:\/(?<path>[^@\s]*))?(?:@(?<ref>\S*))?$/d;

/** Makes the occurrence of an action, a workflow or an image that a step or a job uses. */
export function* usesOccurrence(path: string, fact: UsesFact): Iterable<Linked> {
  const text = textOfValue(fact.value);
  if (text.startsWith('../')) return;
  if (text.startsWith(dockerPrefix)) {
    yield { is: 'occurrence', ...imageOccurrence(path, fact) };
    return;
  }
  const match = usesForm.exec(text);
  const { host, owner, repository, path: inner = '', ref } = match?.groups ?? {};
  if (owner === undefined || repository === undefined) {
    yield* unknownAction(path, fact, text);
    return;
  }
  const base = common(path, fact);
  const isWorkflow = /^\.(?:github|gitea|forgejo)\/workflows\/[^/]+\.ya?ml$/.test(inner);
  const name = host && host !== 'github.com' ? `${host}/${owner}/${repository}` : `${owner}/${repository}`;
  const symbolicName = `${name}/${inner}`.includes('${{');
  if (!ref)
    yield problem(
      'reference-invalid',
      `"${text}" names no ref: "@" and a commit, tag or branch must follow.`,
      base.at,
    );
  yield {
    is: 'occurrence',
    kind: isWorkflow ? 'github-workflow' : 'github-action',
    name,
    ...(inner === '' ? {} : { subpath: inner }),
    source: `https://${host ?? 'github.com'}/${owner}/${repository}`,
    request: ref ? { is: 'git-ref', text: ref } : { is: 'nothing' },
    ...(fact.value.unknown.length > 0
      ? {
          unresolved: {
            part: symbolicName ? ('name' as const) : ('version' as const),
            because: unknownReason(fact.value),
          },
        }
      : {}),
    ...refSlots(path, fact, ref, match?.indices?.groups?.ref),
    ...base,
  };
}

function* unknownAction(path: string, fact: UsesFact, name: string): Iterable<Linked> {
  const base = common(path, fact);
  const isFilledIn = fact.value.unknown.length > 0;
  const noForm = 'It has not the form owner/repository@ref.';
  if (!isFilledIn)
    yield problem(
      'reference-invalid',
      `"${name}" names no action: it has not the form owner/repository@ref.`,
      base.at,
    );
  yield {
    is: 'occurrence',
    kind: 'github-action',
    name,
    request: { is: 'nothing' },
    unresolved: { part: 'name', because: isFilledIn ? unknownReason(fact.value) : noForm },
    slots: [],
    ...base,
  };
}

/** The ref is a slot; beside a commit, so is the version that a comment claims. */
function refSlots(
  path: string,
  { value, claim }: UsesFact,
  ref: string | undefined,
  range: [number, number] | undefined,
): Pick<Occurrence, 'slots' | 'claimed'> {
  const written = ref && range ? writtenAt(path, value, range[0], range[1]) : undefined;
  if (!ref || !written) return { slots: [] };
  const isCommit = classifyGitRef(ref) === 'commit';
  const slots: Slot[] = [{ is: isCommit ? 'commit' : 'version', value: ref, ...written }];
  if (!claim) return { slots };
  const { place, ...slot } = claimSlot(claim);
  const isClaimed = isCommit && !claim.absent;
  return {
    ...(isClaimed ? { claimed: claim.text } : {}),
    slots: [...slots, { ...slot, at: locate(path, place) }],
  };
}
