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
  /** The program that runs the shell form of RUN, or `null` where it is the base image's own. */
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

// Images of Windows by their names: Microsoft's own, and those whose tag says on which of them they stand.
const windowsImage = /^mcr\.microsoft\.com\/(?:windows|dotnet\/framework)\/|windowsservercore|nanoserver/;

/**
 * Tells the shell of each instruction, asked in the order of the file: what SHELL said before in the stage or in the one
 * it is made from, else `cmd` on Windows.
 */
export function shells(images: readonly DockerImageUse[]): (instruction: DockerInstruction) => string | null {
  const bases = new Map(images.flatMap((use) => (use.by === 'from' ? [[use.stage, use]] : [])));
  const said = new Map<number | null, string | null>();
  return ({ keyword, stage, exec }) => {
    const use = keyword === 'FROM' ? bases.get(stage) : undefined;
    if (use?.base.is === 'stage') said.set(stage, said.get(use.base.index) ?? null);
    else if (use && windowsImage.test(use.reference.text.toLowerCase())) said.set(stage, 'cmd');
    if (keyword === 'SHELL' && exec?.[0]) said.set(stage, exec[0].text);
    return said.get(stage) ?? null;
  };
}
