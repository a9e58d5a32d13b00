/** The inputs of the action; what is not given, or empty, is `null`. */
export interface Inputs {
  readonly path: string | null;
  readonly policies: readonly string[];
  readonly failOn: string | null;
  readonly isStrict: boolean;
}

/** Reads the inputs as the runner hands them over: `INPUT_FAIL-ON` for `fail-on`. */
export function readInputs(env: Readonly<Record<string, string | undefined>>): Inputs {
  const input = (name: string) => env[`INPUT_${name.toUpperCase()}`]?.trim() || null;
  return {
    path: input('path'),
    policies: (input('policy') ?? '').split(/\r\n?|\n/).filter((line) => line.trim() !== ''),
    failOn: input('fail-on'),
    isStrict: input('strict') === 'true',
  };
}
