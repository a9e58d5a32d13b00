import {
  type FileProblem,
  type ReferenceFact,
  referenceFact,
  type SourceFile,
  slotsAt,
  writtenText,
} from '@fineprint/core';

const line = /^[ \t]*(?<tool>[A-Za-z0-9][\w.-]{0,200})[ \t]+(?<versions>[^#]*)/d;

/** Reads one tool a line, with versions of which the first that is installed is used (https://asdf-vm.com/manage/configuration.html). */
export function* readToolVersions(file: SourceFile): Iterable<ReferenceFact | FileProblem> {
  let start = 0;
  for (const raw of file.text.split('\n')) {
    const text = raw.replace(/\r$/, '');
    const at = start;
    start += raw.length + 1;
    if (/^\s*(?:#|$)/.test(text)) continue;
    const match = line.exec(text);
    const tool = match?.groups?.tool;
    const [from = 0] = match?.indices?.groups?.versions ?? [];
    if (!match || tool === undefined || match.groups?.versions?.trim() === '') {
      yield file.problem('syntax-invalid', 'This line names no tool and version.', {
        start: at,
        end: at + text.length,
      });
      continue;
    }
    for (const { index, 0: version } of (match.groups?.versions ?? '').matchAll(/\S+/g))
      yield* toolFact(file, tool, version, at + from + index);
  }
}

/** `system` is what the machine has, `path:` a copy on it; `ref:` is a commit, tag or branch of the tool's repository. */
function* toolFact(file: SourceFile, tool: string, version: string, start: number): Iterable<ReferenceFact> {
  if (version === 'system' || version.startsWith('path:')) return;
  const isRef = version.startsWith('ref:');
  const skip = isRef ? 'ref:'.length : 0;
  const text = version.slice(skip);
  const resolved = writtenText(text, start + skip);
  yield referenceFact(
    { file, address: tool, usage: 'development' },
    { at: { start, end: start + version.length }, resolved },
    {
      kind: 'tool',
      name: tool === 'nodejs' ? 'node' : tool === 'golang' ? 'go' : tool,
      request: { is: isRef ? 'git-ref' : /\d/.test(text) ? 'version' : 'tag', text },
      slots: slotsAt(file, /^[0-9a-f]{40}$/.test(text) ? 'commit' : 'version', resolved, {
        start: 0,
        end: text.length,
      }),
    },
  );
}
