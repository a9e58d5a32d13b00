import type { SourceFile } from '@fineprint/core';
import type { PythonFact } from './facts.ts';
import { normalizedName } from './requirement.ts';

const header = /^#\s+(?:pip-compile|uv pip compile)\b(?<words>[^\n]{0,2000})/m;
const source = /^(?:.*\/)?(?<name>[\w.-]+\.(?:in|txt|toml|cfg|py))$/;
// The header stands at the very beginning.
const headerLength = 4_000;
const takesNext = /^(?:-o|-c|--output-file|--constraint|--override)$/;

/**
 * Reads what `pip-compile` and `uv pip compile` write beside the requirements: the command that they were called with,
 * and below each one what asked for it (`# via flask`).
 */
export function* readCompiled(file: SourceFile): Iterable<PythonFact> {
  const match = header.exec(file.text.slice(0, headerLength));
  if (!match) return;
  const words = match.groups?.words?.trim().split(/\s+/) ?? [];
  const sources = words.flatMap((word, index) =>
    takesNext.test(words[index - 1] ?? '') ? [] : (source.exec(word)?.groups?.name ?? []),
  );
  const place = file.place({ start: match.index, end: match.index });
  yield { is: 'compiled', sources, needs: [...askedBy(file.text)], place };
}

const requirement = /^(?<name>[A-Za-z0-9][A-Za-z0-9._-]{0,200})(?:\[[^\]\n]{0,200}\])?(?:==| @ )/;
const via = /^\s+#(?: via)?\s+(?<name>[A-Za-z0-9][A-Za-z0-9._-]{0,200})(?:\[[^\]\n]{0,200}\])?$/;

/** Pairs of a package and what it needs. */
function* askedBy(text: string): Iterable<readonly [by: string, name: string]> {
  let name: string | null = null;
  for (const line of text.split(/\r?\n/)) {
    const found = requirement.exec(line)?.groups?.name;
    if (found) name = normalizedName(found);
    const by = via.exec(line)?.groups?.name;
    if (by && by !== 'via' && name !== null) yield [normalizedName(by), name];
  }
}
