import { entries, get, items, type MapNode, type Resolved, textOf } from '@fineprint/core';
import { namedValues } from './fill.ts';
import { pairsOf } from './pairs.ts';
import type { Frame, Scope } from './template.ts';

const loops = [
  'loop',
  'with_items',
  'with_list',
  'with_flattened',
  'with_community.general.flattened',
  'with_dict',
] as const;

/** A frame in which loops are unrolled. */
export interface LoopFrame extends Frame {
  /** How many more rounds are read of a file: ten times what the longest of real ones has. */
  readonly rounds: { left: number };
}

/** What the loops of one file may cost. */
export function newRounds(): LoopFrame['rounds'] {
  return { left: 20_000 };
}

// A loop over more rounds names what nobody wrote by hand.
const mostRounds = 500;

/**
 * The frames of the rounds of a task's loop, where its list is literal or the value of a variable; one frame in which
 * `item` is unknown otherwise (https://docs.ansible.com/ansible/latest/playbook_guide/playbooks_loops.html).
 */
export function framesOfLoop<F extends LoopFrame>(frame: F, task: MapNode): readonly F[] {
  const key = loops.find((each) => get(task, each));
  const name = textOf(task, 'loop_control', 'loop_var') ?? 'item';
  const hide =
    (rounds: readonly Resolved[]): Scope =>
    (asked) =>
      asked === name ? rounds : frame.scope(asked);
  if (key === undefined) {
    const isLoop = entries(task).some(({ key: each }) => each.text.startsWith('with_'));
    return isLoop ? [{ ...frame, scope: hide([]) }] : [frame];
  }
  const all = frame.rounds.left < 0 ? null : roundsOf(frame, get(task, key), key !== 'loop', 0);
  frame.rounds.left -= all?.length ?? 0;
  if (!all) return [{ ...frame, scope: hide([]) }];
  return all.slice(0, mostRounds).map((item) => ({ ...frame, scope: hide([item]) }));
}

const deepest = 4;

/** `with_items` flattens a list of lists; a bare word in it was a variable before Ansible 2.2. `null` where nobody knows. */
function roundsOf(
  frame: Frame,
  node: Resolved | undefined,
  flattens: boolean,
  depth: number,
): readonly Resolved[] | null {
  if (!node || depth > deepest) return null;
  if (node.is === 'list') {
    if (!flattens) return items(node);
    return items(node).flatMap((item) => {
      const inner =
        item.is === 'scalar' ? namedValues(frame, item).filter(({ is }) => is === 'list') : [item];
      const lists = inner.filter(({ is }) => is === 'list');
      return lists.length > 0 ? lists.flatMap((list) => items(list)) : [item];
    });
  }
  // `with_dict` goes over the keys of a mapping; `loop` takes no mapping.
  if (node.is === 'map') return flattens ? items(pairsOf(node)) : null;
  const named = namedValues(frame, node, flattens);
  const rounds = named.map((value) => roundsOf(frame, value, flattens, depth + 1));
  return named.length === 0 || rounds.some((each) => each === null)
    ? null
    : rounds.flatMap((each) => each ?? []);
}
