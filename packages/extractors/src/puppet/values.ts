import {
  type Reference,
  resolveParts,
  type SourceFile,
  splitVariables,
  unresolvedText,
  type VariableLookup,
  type VariableValue,
  writtenText,
} from '@fineprint/core';
import type { PuppetValue } from './resources.ts';
import type { PuppetToken } from './tokens.ts';

/** Answers what the variables of a manifest are, its classes' parameters by their defaults. */
export function puppetVariables(file: SourceFile, tokens: readonly PuppetToken[]): VariableLookup {
  const found = new Map<string, PuppetToken | null>();
  for (const [index, { is, text }] of tokens.entries()) {
    const value = tokens[index + 2];
    if (is !== 'variable' || tokens[index + 1]?.text !== '=' || !value) continue;
    const name = text.slice(1);
    // One that is set twice has a value that only a compiler knows.
    found.set(name, found.has(name) || value.is !== 'string' ? null : value);
  }
  const values = new Map<string, VariableValue | null>();
  const lookup: VariableLookup = (name) => {
    const token = found.get(name);
    const known = values.get(name);
    if (!token || known !== undefined) return known ?? null;
    // A variable that is set from itself has no value.
    values.set(name, null);
    const { resolved, at } = puppetReference(file, { ...token, is: 'string' }, lookup);
    const value = { value: resolved, place: at };
    values.set(name, value);
    return value;
  };
  return lookup;
}

/** A value as a reference; what the manifest does not say stays in it as it is written. */
export function puppetReference(file: SourceFile, value: PuppetValue, lookup: VariableLookup): Reference {
  const { start, end } = value;
  const text = file.text.slice(start, end);
  if (value.is === 'word') return { at: { start, end }, resolved: writtenText(text, start) };
  if (value.is === 'variable') {
    const known = lookup(text.slice(1));
    const parts = [
      { is: 'variable', name: text.slice(1), operator: '', word: [], start: 0, end: text.length },
    ] as const;
    const source = { text, placeOf: placeFrom(start) };
    return { at: { start, end }, resolved: resolveParts(parts, source, known ? lookup : () => null) };
  }
  if (value.is !== 'string')
    return { at: { start, end }, resolved: unresolvedText(`\${${text}}`, { start, end }) };
  const at = { start: start + 1, end: end - 1 };
  const inner = text.slice(1, -1);
  if (text[0] === "'" && !inner.includes('\\')) return { at, resolved: writtenText(inner, at.start) };
  const { parts } = splitVariables(inner, { quotes: false, escape: '\\', doubledDollar: false });
  return { at, resolved: resolveParts(parts, { text: inner, placeOf: placeFrom(at.start) }, lookup) };
}

function placeFrom(start: number) {
  return (span: { readonly start: number; readonly end: number }) => ({
    start: span.start + start,
    end: span.end + start,
  });
}
