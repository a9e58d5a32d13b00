import { encodedText, type FileProblem, type SourceFile } from '@fineprint/core';
import type { PythonFact } from './facts.ts';
import { readOwnRequirement, usageOfGroup } from './requirement.ts';

const section = /^\[(?<name>[^\]]*)\]/;
const option = /^(?<name>[A-Za-z0-9_.-]+)\s*[=:]\s*(?<value>.*)$/s;

/** Reads `setup.cfg` of setuptools (https://setuptools.pypa.io/en/latest/userguide/declarative_config.html). */
export function* readSetupCfg(file: SourceFile): Iterable<PythonFact | FileProblem> {
  let inside = '';
  let key = '';
  let start = 0;
  for (const written of file.text.split('\n')) {
    const offset = start;
    start += written.length + 1;
    const line = written.replace(/\r$/, '');
    if (line.trim() === '' || /^\s*[#;]/.test(line)) continue;
    const header = section.exec(line)?.groups?.name;
    if (header !== undefined) {
      inside = header.trim();
      key = '';
      continue;
    }
    const isContinued = /^\s/.test(line);
    const found = isContinued ? null : option.exec(line);
    if (!isContinued) key = found?.groups?.name ?? '';
    const value = isContinued ? line : (found?.groups?.value ?? '');
    yield* readValue(file, inside, key, value, offset + line.length - value.length);
  }
}

/** Requirements stand one a line, or with semicolons between them where a line holds several. */
function* readValue(
  file: SourceFile,
  inside: string,
  key: string,
  value: string,
  offset: number,
): Iterable<PythonFact | FileProblem> {
  const use = useOf(inside, key);
  const text = value.replace(/\s#.*$/s, '').trim();
  if (!use || text === '' || /^(?:file|attr):/.test(text)) return;
  const start = offset + value.indexOf(text);
  const at = { start, end: start + text.length };
  yield* readOwnRequirement(
    { file, address: `${inside}.${key}`, ...use },
    { at, resolved: encodedText(text, at, true) },
  );
}

function useOf(inside: string, key: string): ReturnType<typeof usageOfGroup> | { usage: 'build' } | null {
  if (inside === 'options.extras_require') return { scope: 'optional', ...usageOfGroup(key) };
  if (inside !== 'options') return null;
  switch (key) {
    case 'install_requires':
      return { usage: 'deployed' };
    case 'setup_requires':
      return { usage: 'build' };
    case 'tests_require':
      return usageOfGroup('test');
    default:
      return null;
  }
}
