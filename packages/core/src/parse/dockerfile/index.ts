export { parseDockerfile } from './dockerfile.ts';
export * from './images.ts';
export {
  type DockerDirective,
  type DockerFlag,
  type Dockerfile,
  type DockerHeredoc,
  type DockerInstruction,
  type DockerStage,
  type DockerWord,
  type ExecWord,
  type FlagOption,
  flagOptions,
  flagsOf,
} from './instruction.ts';
export * from './scope.ts';
