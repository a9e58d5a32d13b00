/** What a command sees of the process it runs in; tests pass their own. */
export interface Surroundings {
  readonly stdout: { readonly isTTY?: boolean; readonly columns?: number; write(text: string): unknown };
  readonly stderr: { readonly isTTY?: boolean; readonly columns?: number; write(text: string): unknown };
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** Takes the exit code of a command. */
export type Done = (code: number) => void;

/** Columns of a terminal. What goes into a file or a pipe is searched and compared by line, and is not folded. */
export function widthOf({ stdout }: Surroundings): number {
  return stdout.isTTY ? (stdout.columns ?? 100) : Number.POSITIVE_INFINITY;
}
