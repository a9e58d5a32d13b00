import type { SourceFile } from '@fineprint/core';
import type { VariableFact } from './facts.ts';

const property =
  /^[ \t]*(?<name>[A-Za-z_][\w.-]{0,100})[ \t]*[=:][ \t]*(?<value>[^\s\\][^\n\r\\]{0,200}?)[ \t]*\r?$/dgm;

/** Reads `gradle.properties`: what build scripts use as variables. */
export function* readProperties(file: SourceFile): Iterable<VariableFact> {
  for (const { groups, indices } of file.text.matchAll(property)) {
    const [start, end] = indices?.groups?.value ?? [0, 0];
    const { name = '', value = '' } = groups ?? {};
    yield { is: 'variable', name, value, place: file.place({ start, end }) };
  }
}
