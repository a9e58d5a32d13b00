import type { ResolvedText } from '../parse/reference/index.ts';
import type { ScriptCommand } from './commands.ts';
import { operandsOf } from './options.ts';

const checkoutValues: ReadonlySet<string> = new Set(['-C', '-c', '-b', '-B']);

/** What is checked out, and whether the command takes names only. */
export interface Checkout {
  readonly ref: ResolvedText;
  readonly isByName: boolean;
}

/** What the first checkout after each clone takes, unless another clone comes before it. */
export function checkoutsOf(commands: readonly ScriptCommand[]): ReadonlyMap<number, Checkout> {
  const found = new Map<number, Checkout>();
  let next: Checkout | null = null;
  for (let index = commands.length - 1; index >= 0; index -= 1) {
    const { program = '', words = [] } = commands[index] ?? {};
    if (program !== 'git') continue;
    const { operands } = operandsOf(words, checkoutValues);
    const [action, ref] = operands;
    const verb = action?.resolved.text ?? '';
    if (verb === 'clone') {
      if (next) found.set(index, next);
      next = null;
    } else if (checkingOut.has(verb)) {
      const hasPaths = words.some(({ resolved }) => resolved.text === '--');
      // A new branch (`-b name`) begins where the clone is.
      const isByName =
        verb === 'switch' && !words.some(({ resolved }) => /^(?:-d|--detach)$/.test(resolved.text));
      if (ref && !hasPaths) next = { ref: ref.resolved, isByName };
    }
  }
  return found;
}

const checkingOut: ReadonlySet<string> = new Set(['checkout', 'reset', 'switch']);

/** Why no commit can be written for a command that takes names only. */
export const byName =
  'This command takes the name of a branch or tag, and no commit: check that out after the clone.';
