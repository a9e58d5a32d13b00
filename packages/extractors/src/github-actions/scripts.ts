import {
  embeddedScript,
  entries,
  type FileProblem,
  get,
  isShell,
  items,
  mappedScript,
  type Node,
  plainCommands,
  type ReferenceFact,
  type Resolved,
  type SourceFile,
  scalarReference,
  scalarText,
  textOf,
  type VariableLookup,
  writtenScalar,
} from '@fineprint/core';

// `${{ … }}` is filled in before a shell sees the script.
const expression = /\$\{\{(?:(?!\}\})[^\n]){0,1000}\}\}/g;

/** What the `run` of a step stands in: the literal variables around it, and the shell that is used where it names none. */
interface RunSurroundings {
  readonly env: readonly (Node | undefined)[];
  readonly shell: string | null;
}

/** Reads what the script of a step installs and fetches. */
export function* readRun(
  file: SourceFile,
  step: Node,
  address: string,
  { env, shell }: RunSurroundings,
): Iterable<ReferenceFact | FileProblem> {
  const run = writtenScalar(step, 'run');
  const [program = ''] = (textOf(step, 'shell') ?? shell ?? '').split(/\s/, 1);
  if (!run) return;
  const name = textOf(step, 'id') ?? textOf(step, 'name');
  const at = name === undefined ? `${address}/run` : `${address}/run.${name}`;
  const site = { file, address: at, usage: 'ci' } as const;
  if (isShell(program)) yield* embeddedScript(site, [run], { lookup: lookupIn(env), expression });
  else if (windowsShells.has(program)) yield* mappedScript(site, plainCommands(scalarText(file.text, run)));
}

const windowsShells: ReadonlySet<string> = new Set(['', 'pwsh', 'powershell', 'cmd']);

/** Variables that are set to a plain text; one that an expression computes is not known here. */
function lookupIn(env: readonly (Node | undefined)[]): VariableLookup {
  return (name) => {
    for (const holder of env) {
      const found = entries(holder).findLast(({ key }) => key.text === name);
      const scalar = found && writtenScalar(found.value);
      if (!found) continue;
      if (!scalar || scalar.text.includes('${{')) return null;
      return { value: scalarReference(scalar).resolved, place: { start: scalar.start, end: scalar.end } };
    }
    return null;
  };
}

/** The shell of a job: what `defaults` say, else that of its machine, which on Windows is PowerShell. */
export function shellOf(root: Node, job: Resolved): string | null {
  const said = textOf(job, 'defaults', 'run', 'shell') ?? textOf(root, 'defaults', 'run', 'shell');
  if (said !== undefined) return said;
  const labels = [textOf(job, 'runs-on'), ...items(job, 'runs-on').map((label) => textOf(label))];
  const isWindows =
    labels.some((label) => /windows/i.test(label ?? '')) && get(job, 'container') === undefined;
  return isWindows ? null : 'bash';
}
