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
  type ReferenceSite,
  type Resolved,
  type ScalarNode,
  type SourceFile,
  scalarReference,
  scalarText,
  textOf,
  type VariableLookup,
  writtenScalar,
} from '@fineprint/core';
import { matrixValues } from './values.ts';

// `${{ … }}` is filled in before a shell sees the script.
const expression = /\$\{\{(?:(?!\}\})[^\n]){0,1000}\}\}/g;

/** What the `run` of a step stands in: the literal variables around it, and the shell that is used where it names none. */
interface RunSurroundings {
  readonly env: readonly (Node | undefined)[];
  readonly shell: string | null;
  readonly matrix: Node | undefined;
}

/** Reads what the script of a step installs and fetches. */
export function* readRun(
  file: SourceFile,
  step: Node,
  address: string,
  { env, shell, matrix }: RunSurroundings,
): Iterable<ReferenceFact | FileProblem> {
  const run = writtenScalar(step, 'run');
  const [program = ''] = (textOf(step, 'shell') ?? shell ?? '').split(/\s/, 1);
  if (!run) return;
  const name = textOf(step, 'id') ?? textOf(step, 'name');
  const at = name === undefined ? `${address}/run` : `${address}/run.${name}`;
  const site = { file, address: at, usage: 'ci' } as const;
  if (isShell(program)) yield* shellReferences(site, run, env, matrix);
  else if (windowsShells.has(program)) yield* mappedScript(site, plainCommands(scalarText(file.text, run)));
}

function* shellReferences(
  site: ReferenceSite,
  run: ScalarNode,
  env: RunSurroundings['env'],
  matrix: Node | undefined,
): Iterable<ReferenceFact | FileProblem> {
  const seen = new Set<string>();
  for (const lookup of lookupsIn(run.text, env, matrix)) {
    const facts = embeddedScript(site, [run], {
      lookup,
      expression,
      variableOf,
    });
    for (const fact of facts) {
      // What the matrix says nothing about is the same in each of its jobs.
      const identity = JSON.stringify(fact);
      if (!seen.has(identity)) yield fact;
      seen.add(identity);
    }
  }
}

const named = /\$\{\{\s*(?<context>env|matrix)\.(?<name>[A-Za-z]\w{0,100})\s*\}\}/g;
const inMatrix = 'matrix_';

/** `${{ env.NAME }}` is the variable that the shell has, too; a key of the matrix is made one. */
function variableOf(text: string): string | undefined {
  const [match] = text.matchAll(named);
  const { context, name } = match?.groups ?? {};
  return context === 'matrix' ? `${inMatrix}${name}` : name;
}

const mostJobs = 20;

/** What variables hold, once for each value of the matrix that the script asks for; those of two keys belong together. */
function lookupsIn(
  text: string,
  env: RunSurroundings['env'],
  matrix: Node | undefined,
): readonly VariableLookup[] {
  const ofMatrix = Array.from(text.matchAll(named)).filter(({ groups }) => groups?.context === 'matrix');
  const [key, more] = new Set(ofMatrix.map(({ groups }) => groups?.name ?? ''));
  const values = key === undefined || more !== undefined ? [] : matrixValues(matrix, [key]);
  const outer = lookupIn(env);
  if (values.length === 0 || values.length > mostJobs) return [outer];
  return values.map((value) => (name) => {
    if (name !== `${inMatrix}${key}`) return outer(name);
    return { value: scalarReference(value).resolved, place: { start: value.start, end: value.end } };
  });
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
