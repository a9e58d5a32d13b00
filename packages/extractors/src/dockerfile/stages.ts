import type {
  Dockerfile,
  DockerImageUse,
  DockerInstruction,
  DockerScope,
  SourceFile,
  Usage,
} from '@fineprint/core';

/** What a stage is called in addresses, and whether what it holds reaches the image that is deployed. */
export interface StageRole {
  readonly address: string;
  readonly usage: Usage;
}

/** An instruction with all that is needed to read it. */
export interface InstructionReading {
  readonly file: SourceFile;
  readonly dockerfile: Dockerfile;
  readonly scope: DockerScope;
  readonly instruction: DockerInstruction;
  readonly role: StageRole | undefined;
  /** The program that the last SHELL of the stage names, or `null` where there is none. */
  readonly shell: string | null;
}

/** The last stage, and those that it is made FROM, are what is deployed; the others only serve the build. */
export function stageRoles({ stages }: Dockerfile, uses: readonly DockerImageUse[]): readonly StageRole[] {
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
  return stages.map(({ name, index }) => ({
    address: `stage.${name ?? index}`,
    usage: deployed.has(index) ? 'deployed' : 'build',
  }));
}
