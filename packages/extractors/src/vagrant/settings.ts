import type { RubyCall } from '@fineprint/core';

/** Whether a call is the assignment of a setting: `config.vm.box = …`, whatever the machine's variable is called. */
export function isSetting({ path }: RubyCall, ...names: readonly string[]): boolean {
  return (
    path.length > names.length &&
    names.every((name, index) => path[path.length - names.length + index] === name)
  );
}

/** The machine that a call configures, for addresses: what `define` names it, or nothing for all of them. */
export function machineOf({ within }: RubyCall): string {
  const define = within.findLast(({ path }) => path.at(-1) === 'define');
  const [name] = define?.args ?? [];
  if (name?.is === 'symbol') return `${name.text}/`;
  return name?.is === 'text' ? `${name.resolved.text}/` : '';
}
