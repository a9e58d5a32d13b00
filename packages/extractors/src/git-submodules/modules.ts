import type { FileProblem, SourceFile, Span } from '@fineprint/core';
import type { SubmoduleFact, Value } from './facts.ts';

const section = /^\s*\[submodule\s+"(?<name>(?:[^"\\]|\\.){0,1000})"\]\s*(?:[#;].*)?$/;
const setting = /^\s*(?<key>[A-Za-z][\w-]{0,100})\s*=\s*(?<value>\S.*)?$/ds;

interface Section {
  readonly name: string;
  readonly span: Span;
  readonly values: Map<string, Value>;
}

/** Reads `.gitmodules`, which has the syntax of git's configuration (https://git-scm.com/docs/gitmodules). */
export function* readModules(file: SourceFile): Iterable<SubmoduleFact | FileProblem> {
  let current: Section | undefined;
  let start = 0;
  for (const raw of file.text.split('\n')) {
    const line = raw.replace(/\r$/, '');
    const span = { start, end: start + line.length };
    start += raw.length + 1;
    if (/^\s*(?:[#;]|$)/.test(line)) continue;
    const name = section.exec(line)?.groups?.name;
    if (name !== undefined) {
      if (current) yield* submodule(file, current);
      current = { name, span, values: new Map() };
    } else if (current && setting.test(line)) addSetting(file, current, line, span);
    else yield file.problem('syntax-invalid', 'This line is no setting of a submodule.', span);
  }
  if (current) yield* submodule(file, current);
}

function addSetting(file: SourceFile, { values }: Section, line: string, span: Span): void {
  const match = setting.exec(line);
  const [from = line.length] = match?.indices?.groups?.value ?? [];
  const written = match?.groups?.value?.trimEnd() ?? '';
  const to = from + written.length;
  const isQuoted = /^".*"$/.test(written) && written.length >= 2;
  const place = file.place({
    start: span.start + from + (isQuoted ? 1 : 0),
    end: span.start + to - (isQuoted ? 1 : 0),
  });
  values.set((match?.groups?.key ?? '').toLowerCase(), {
    text: isQuoted ? written.slice(1, -1) : written,
    place,
  });
}

function* submodule(
  file: SourceFile,
  { name, span, values }: Section,
): Iterable<SubmoduleFact | FileProblem> {
  const url = values.get('url');
  const path = values.get('path');
  if (!url || !path) {
    yield file.problem('reference-invalid', `The submodule "${name}" has no ${url ? 'path' : 'url'}.`, span);
    return;
  }
  yield {
    is: 'submodule',
    name,
    path: path.text,
    url,
    branch: values.get('branch')?.text ?? null,
    place: url.place,
  };
}
