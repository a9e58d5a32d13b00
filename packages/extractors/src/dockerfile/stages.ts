import {
  type Dockerfile,
  type DockerImageUse,
  type DockerInstruction,
  type DockerScope,
  deployedStages,
  type SourceFile,
  type Usage,
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

/** What each stage of a Dockerfile is called, and what it is for. */
export function stageRoles(dockerfile: Dockerfile, uses: readonly DockerImageUse[]): readonly StageRole[] {
  const deployed = deployedStages(dockerfile, uses);
  return dockerfile.stages.map(({ name, index }) => ({
    address: `stage.${name ?? index}`,
    usage: deployed.has(index) ? 'deployed' : 'build',
  }));
}
