import type { CommandShape } from './shape.ts';

/** Makes the script that completes a program in a shell. */
export type Completion = (program: CommandShape) => string;

/** Every shell that can be completed by its name, loaded when asked for. */
export const shells = {
  bash: async () => (await import('./bash.ts')).bash,
  zsh: async () => (await import('./zsh.ts')).zsh,
  fish: async () => (await import('./fish.ts')).fish,
  powershell: async () => (await import('./powershell.ts')).powershell,
} as const satisfies Record<string, () => Promise<Completion>>;

export type ShellName = keyof typeof shells;
