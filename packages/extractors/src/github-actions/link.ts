import { type Linked, occurrenceOf, type Tree, type UnitFiles } from '@fineprint/core';
import type { ActionsFact, ReferenceFact, RunnerFact, ToolFact } from './facts.ts';
import { imageOccurrences } from './images.ts';
import { inputsIn } from './inputs.ts';
import { lockedOccurrence, withLock } from './lock.ts';
import { common, unknownReason, writtenAt } from './occurrence.ts';
import { usesOccurrence } from './uses.ts';
import { textOfValue } from './values.ts';

/** Makes occurrences of what one workflow or action file names; local actions and workflows are first-party. */
export function* linkFile(unit: UnitFiles<ActionsFact>, tree: Tree<ActionsFact>): Iterable<Linked> {
  const inputs = inputsIn(tree);
  for (const { path, facts } of unit.files) {
    for (const fact of facts) {
      switch (fact.is) {
        case 'workflow':
        case 'action':
          yield {
            is: 'unit',
            kind: `github-${fact.is}`,
            uses: inputs.calledFrom(path),
            ...(fact.bundles ? { bundles: true } : {}),
          };
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
