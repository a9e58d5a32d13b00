import type { FileProblem, ReferenceFact, SourceFile } from '@fineprint/core';
import { linesOf, versionFact } from './version-line.ts';

/** Reads `.sdkmanrc`: `candidate=version` lines (https://sdkman.io/usage#env-command). */
export function* readProperties(file: SourceFile): Iterable<ReferenceFact | FileProblem> {
  for (const { start, end } of linesOf(file.text)) {
    const text = file.text.slice(start, end);
    const match = property.exec(text);
    const [from, to] = match?.indices?.groups?.version ?? [];
    if (from === undefined || to === undefined) {
      yield file.problem('syntax-invalid', `"${text}" is no "candidate=version".`, { start, end });
      continue;
    }
    const tool = match?.groups?.tool ?? '';
    const span = { start: start + from, end: start + to };
    yield versionFact(file, { tool, usage: 'development', address: tool }, span);
  }
}

const property = /^(?<tool>[\w.-]{1,100})\s*=\s*(?<version>\S{1,200})$/d;
