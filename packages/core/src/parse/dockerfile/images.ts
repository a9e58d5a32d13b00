import type { ResolvedText } from '../reference/resolved-text.ts';
import { writtenText } from '../reference/resolved-text.ts';
import type { Span } from '../span.ts';
import {
  type Dockerfile,
  type DockerInstruction,
  type DockerWord,
  flagOptions,
  flagsOf,
} from './instruction.ts';
import { type DockerScope, dockerScope } from './scope.ts';

/** What a name in FROM or `--from` stands for. */
export type DockerBase =
  | { readonly is: 'image' }
  | { readonly is: 'stage'; readonly index: number }
  | { readonly is: 'scratch' };

/** A place where a Dockerfile names an image or one of its own stages. */
export interface DockerImageUse {
  readonly by: 'from' | 'copy' | 'mount' | 'syntax';
  readonly base: DockerBase;
  /** Where the reference is written: the word of FROM, the value of `--from`. */
  readonly at: Span;
  /** The reference with its ARGs filled in. */
  readonly reference: ResolvedText;
  /** `--platform` of FROM, filled in; `null` where there is none. */
  readonly platform: ResolvedText | null;
  /** `null` for the `# syntax=` directive. */
  readonly instruction: DockerInstruction | null;
  /** Index of the stage that uses it. */
  readonly stage: number | null;
}

/** Finds every image that a Dockerfile names, in order, and the names that are its own stages. */
export function dockerImages(
  dockerfile: Dockerfile,
  scope: DockerScope = dockerScope(dockerfile),
): readonly DockerImageUse[] {
  const uses: DockerImageUse[] = [];
  const syntax = dockerfile.directives.find(({ name }) => name === 'syntax');
  if (syntax) {
    const value = syntax.value.split(space, 1)[0] ?? '';
    const { start } = syntax.valueSpan;
    const reference = writtenText(value, start);
    uses.push({
      by: 'syntax',
      at: { start, end: start + value.length },
      base: { is: 'image' },
      reference,
      platform: null,
      instruction: null,
      stage: null,
    });
  }
  const stages = new Map<string, number>();
  for (const written of dockerfile.instructions) {
    const instruction = written.onbuild ?? written;
    if (instruction.keyword === 'FROM') pushFrom(dockerfile, scope, instruction, stages, uses);
    for (const { by, word } of sourceWords(instruction)) {
      const reference = scope.resolve(instruction, word);
      const base = copyBase(reference, stages, instruction.stage ?? 0);
      const at = { start: word.start, end: word.end };
      uses.push({ by, base, at, reference, platform: null, instruction, stage: instruction.stage });
    }
  }
  return uses;
}

/** The last stage, and those that it is made FROM, are what is deployed; the others only serve the build. */
export function deployedStages({ stages }: Dockerfile, uses: readonly DockerImageUse[]): ReadonlySet<number> {
  const bases = new Map<number, number>();
  for (const { by, base, stage } of uses)
    if (by === 'from' && base.is === 'stage' && stage !== null) bases.set(stage, base.index);
  const deployed = new Set<number>();
  for (
    let at: number | undefined = stages.length - 1;
    at !== undefined && !deployed.has(at);
    at = bases.get(at)
  )
    deployed.add(at);
  return deployed;
}

const space = /\s/;
// More stages than any honest file has.
const mostStages = 1000;
const stageIndex = /^[0-9]{1,6}$/;

function pushFrom(
  dockerfile: Dockerfile,
  scope: DockerScope,
  instruction: DockerInstruction,
  stages: Map<string, number>,
  uses: DockerImageUse[],
): void {
  const stage = dockerfile.stages[instruction.stage ?? -1];
  if (!stage?.base) return;
  const reference = scope.resolve(instruction, stage.base);
  const platform = stage.platform ? scope.resolve(instruction, stage.platform) : null;
  const base = namedBase(reference, stages);
  const at = { start: stage.base.start, end: stage.base.end };
  uses.push({ by: 'from', base, at, reference, platform, instruction, stage: stage.index });
  if (stage.name !== null) stages.set(stage.name, stage.index);
}

function namedBase(reference: ResolvedText, stages: ReadonlyMap<string, number>): DockerBase {
  const { text, isResolved } = reference;
  const index = isResolved ? stages.get(text.toLowerCase()) : possibleStage(reference, stages);
  if (index !== undefined) return { is: 'stage', index };
  return text.toLowerCase() === 'scratch' ? { is: 'scratch' } : { is: 'image' };
}

/** `FROM binaries-$TARGETOS` beside `AS binaries-linux` picks one of the file's own stages, whichever it is. */
function possibleStage({ pieces }: ResolvedText, stages: ReadonlyMap<string, number>): number | undefined {
  const first = pieces[0];
  const last = pieces.at(-1);
  if (!first || !last || first.is === 'unresolved') return undefined;
  const beginning = first.text.toLowerCase();
  const end = last.is === 'unresolved' ? '' : last.text.toLowerCase();
  let left = mostStages;
  for (const [name, index] of stages) {
    left -= 1;
    if (left < 0) break;
    if (name.startsWith(beginning) && name.endsWith(end) && name.length >= beginning.length + end.length)
      return index;
  }
  return undefined;
}

/** A number counts the stages before this one; a name that only comes later is an image. */
function copyBase(reference: ResolvedText, stages: ReadonlyMap<string, number>, current: number): DockerBase {
  const named = namedBase(reference, stages);
  if (named.is === 'stage' || !stageIndex.test(reference.text)) return named;
  const index = Number(reference.text);
  return index < current ? { is: 'stage', index } : named;
}

function* sourceWords(instruction: DockerInstruction): Iterable<{ by: 'copy' | 'mount'; word: DockerWord }> {
  if (instruction.keyword === 'COPY') {
    for (const { value } of flagsOf(instruction, 'from')) if (value) yield { by: 'copy', word: value };
  }
  if (instruction.keyword !== 'RUN') return;
  for (const mount of flagsOf(instruction, 'mount')) {
    for (const { name, value } of flagOptions(instruction, mount)) {
      if (name === 'from' && value) yield { by: 'mount', word: value };
    }
  }
}
