import {
  type Reference,
  type RubyCall,
  type RubyValue,
  resolvedText,
  type SourceFile,
  unresolvedText,
  writtenText,
} from '@fineprint/core';

/** A value of the file as a reference; what the file does not say stays in it as it is written. */
export function referenceOf(file: SourceFile, value: RubyValue): Reference {
  const { start, end } = value;
  const at = { start, end };
  if (value.is === 'text') return { at: quoteless(file, at), resolved: value.resolved };
  // A symbol is written with a colon, or as the label of a value.
  const from = file.text[start] === ':' ? start + 1 : start;
  if (value.is === 'symbol')
    return {
      at,
      resolved: file.text.startsWith(value.text, from) ? writtenText(value.text, from) : resolvedText([]),
    };
  // In the braces in which a string would have it, so that nothing in it looks like a name.
  return { at, resolved: unresolvedText(`#{${file.text.slice(start, end)}}`, at) };
}

/** The place of a string without its quotes. */
function quoteless({ text }: SourceFile, { start, end }: { start: number; end: number }) {
  const quote = text[start] ?? '';
  const isQuoted = (quote === '"' || quote === "'") && end - start > 1 && text[end - 1] === quote;
  return isQuoted ? { start: start + 1, end: end - 1 } : { start, end };
}

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
