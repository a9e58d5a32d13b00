import {
  classifyGitRef,
  imageParts,
  type Linked,
  type Location,
  locate,
  type Occurrence,
  occurrenceOf,
  type Place,
  problem,
  type Slot,
  type Tree,
  type UnitFiles,
  type Written,
} from '@fineprint/core';
import type {
  ActionsFact,
  ImageFact,
  ReferenceFact,
  RunnerFact,
  ToolFact,
  UsesFact,
  WrittenValue,
} from './facts.ts';
import { inputsIn } from './inputs.ts';
import { lockedOccurrence, withLock } from './lock.ts';
import { textOfValue } from './values.ts';

/** Makes occurrences of what one workflow or action file names; local actions and workflows are first-party. */
export function* linkFile(unit: UnitFiles<ActionsFact>, tree: Tree<ActionsFact>): Iterable<Linked> {
  const inputs = inputsIn(tree);
  for (const { path, facts } of unit.files) {
    for (const fact of facts) {
      switch (fact.is) {
        case 'workflow':
        case 'action':
          yield { is: 'unit', kind: `github-${fact.is}`, uses: inputs.calledFrom(path) };
          break;
        case 'call':
        case 'input':
          break;
        case 'locked':
          yield* lockedOccurrence(path, fact);
          break;
        case 'reference':
          yield { is: 'occurrence', ...occurrenceOf(path, fact) };
          break;
        default:
          for (const value of inputs.filled(path, fact.value))
            for (const item of linkReference(path, { ...fact, value }))
              yield item.is === 'occurrence' ? { ...withLock(item, tree), is: 'occurrence' } : item;
      }
    }
  }
}

function* linkReference(path: string, fact: ReferenceFact): Iterable<Linked> {
  if (fact.is === 'uses') yield* usesOccurrence(path, fact);
  else if (fact.is === 'image') yield* imageOccurrences(path, fact);
  else if (fact.is === 'runner') yield* runnerOccurrence(path, fact);
  else yield* toolOccurrences(path, fact);
}

/** What every occurrence of a file has in common. */
function common(
  path: string,
  { place, text, value, address }: ReferenceFact,
): Pick<Occurrence, 'at' | 'text' | 'address' | 'usage' | 'via'> {
  return {
    at: locate(path, place),
    text,
    address,
    usage: 'ci',
    via: value.via.map((each) => locate(each.path ?? path, each.place)),
  };
}

const dockerPrefix = 'docker://';

/** An empty image means no container. */
function* imageOccurrences(path: string, fact: ImageFact): Iterable<Linked> {
  if (textOfValue(fact.value) !== '') yield { is: 'occurrence', ...imageOccurrence(path, fact) };
}

/** `docker://` stands before the image in `uses`, and in the `image` of an action. */
function imageOccurrence(path: string, fact: UsesFact | ImageFact): Occurrence {
  const whole = textOfValue(fact.value);
  const skip = whole.startsWith(dockerPrefix) ? dockerPrefix.length : 0;
  const parts = imageParts(whole.slice(skip), (span) =>
    writtenAt(path, fact.value, span.start + skip, span.end + skip),
  );
  return { ...common(path, fact), ...parts };
}

// `[https://host/]owner/repository[/path]@ref`
const usesForm =
  /^(?:https?:\/\/(?<host>[^/@\s]+)\/)?(?<owner>[^/@\s]+)\/(?<repository>[^/@\s]+)(?:\/(?<path>[^@\s]*))?(?:@(?<ref>\S*))?$/d;

function* usesOccurrence(path: string, fact: UsesFact): Iterable<Linked> {
  const text = textOfValue(fact.value);
  if (text.startsWith('../')) return;
  if (text.startsWith(dockerPrefix)) {
    yield { is: 'occurrence', ...imageOccurrence(path, fact) };
    return;
  }
  const match = usesForm.exec(text);
  const { host, owner, repository, path: inner = '', ref } = match?.groups ?? {};
  const base = common(path, fact);
  if (owner === undefined || repository === undefined) {
    if (fact.value.unknown.length === 0)
      yield problem(
        'reference-invalid',
        `"${text}" names no action: it has not the form owner/repository@ref.`,
        base.at,
      );
    const because =
      fact.value.unknown.length > 0 ? unknownReason(fact.value) : 'It has not the form owner/repository@ref.';
    yield {
      is: 'occurrence',
      kind: 'github-action',
      name: text,
      request: { is: 'nothing' },
      unresolved: { part: 'name', because },
      slots: [],
      ...base,
    };
    return;
  }
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
  if (!isCommit || !claim) return { slots };
  return {
    claimed: claim.text,
    slots: [...slots, { is: 'claim', value: claim.text, at: locate(path, claim.place), verbatim: true }],
  };
}

// https://docs.github.com/actions/reference/runners/github-hosted-runners; other labels are somebody's own machines.
const hostedRunner = /^(?<system>ubuntu|windows|macos)-(?<version>(?:\d|latest|slim)\S*)$/d;

function* runnerOccurrence(path: string, fact: RunnerFact): Iterable<Linked> {
  const match = hostedRunner.exec(textOfValue(fact.value));
  const { system, version } = match?.groups ?? {};
  const range = match?.indices?.groups?.version;
  const isKnown = fact.value.unknown.length === 0;
  if (system === undefined || version === undefined || !range) {
    if (!isKnown)
      yield {
        is: 'occurrence',
        kind: 'vm-image',
        name: textOfValue(fact.value),
        request: { is: 'nothing' },
        unresolved: { part: 'name', because: unknownReason(fact.value) },
        slots: [],
        ...common(path, fact),
      };
    return;
  }
  const written = writtenAt(path, fact.value, range[0], range[1]);
  yield {
    is: 'occurrence',
    kind: 'vm-image',
    name: `github-hosted/${system}`,
    request: { is: 'tag', text: version },
    ...(isKnown ? {} : { unresolved: { part: 'version', because: unknownReason(fact.value) } }),
    slots: written ? [{ is: 'version', value: version, ...written }] : [],
    ...common(path, fact),
  };
}

const line = /[^\r\n]+/g;

/** Some actions take several versions, one a line. */
function* toolOccurrences(path: string, fact: ToolFact): Iterable<Linked> {
  for (const { index, 0: raw } of textOfValue(fact.value).matchAll(line)) {
    const version = raw.trim();
    if (version === '') continue;
    const start = index + raw.indexOf(version);
    const written = writtenAt(path, fact.value, start, start + version.length);
    const isKnown = fact.value.unknown.length === 0;
    yield {
      is: 'occurrence',
      kind: 'tool',
      name: fact.tool,
      // `latest`, `lts/*` and `stable` are names that move.
      request: { is: /\d/.test(version) ? 'version' : 'tag', text: version },
      ...(isKnown ? {} : { unresolved: { part: 'version', because: unknownReason(fact.value) } }),
      slots: written ? [{ is: 'version', value: version, ...written }] : [],
      ...common(path, fact),
      ...(fact.text.includes('\n') ? { text: version } : {}),
    };
  }
}

function unknownReason({ unknown }: WrittenValue): string {
  return `The value of ${[...new Set(unknown)].join(', ')} is not known from the file.`;
}

/** Where a range of a value was written: inside one piece of its own, or nowhere in particular. */
function writtenAt(path: string, { pieces }: WrittenValue, start: number, end: number): Written | undefined {
  let from = 0;
  for (const { text, place, verbatim, path: elsewhere, isShared, input } of pieces) {
    const to = from + text.length;
    if (start >= from && end <= to) {
      if (isShared || input) return undefined;
      return { at: part(elsewhere ?? path, place, text, start - from, end - from, verbatim), verbatim };
    }
    from = to;
  }
  return undefined;
}

/** A part of a verbatim piece, which has no line break; an encoded piece is only known as a whole. */
function part(
  path: string,
  place: Place,
  text: string,
  start: number,
  end: number,
  verbatim: boolean,
): Location {
  if (!verbatim || text.includes('\n')) return locate(path, place);
  const { line: number, column } = place;
  return locate(path, {
    start: place.start + start,
    end: place.start + end,
    line: number,
    column: column + start,
    endLine: number,
    endColumn: column + end,
  });
}
