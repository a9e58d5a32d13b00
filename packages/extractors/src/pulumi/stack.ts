import { entries, type Node, type SourceFile, scalarReference } from '@fineprint/core';
import type { SettingFact } from './facts.ts';

/** Reads the settings of a stack: `project:key: value`. */
export function* readStack(file: SourceFile, root: Node): Iterable<SettingFact> {
  for (const { key, value } of entries(root, 'config')) {
    if (value.is !== 'scalar' || value.isNull || value.text === '') continue;
    const name = key.text.slice(key.text.indexOf(':') + 1);
    yield { is: 'setting', name, reference: scalarReference(value), place: file.place(value) };
  }
}
