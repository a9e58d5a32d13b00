export type ColorChoice = 'auto' | 'always' | 'never';

/**
 * Tells whether to colour a stream: the option, then NO_COLOR (https://no-color.org), FORCE_COLOR (0 is no) and CLICOLOR_FORCE, then
 * CLICOLOR=0 (https://bixense.com/clicolors), then whether it is a terminal that can.
 */
export function usesColor(
  choice: ColorChoice,
  stream: { readonly isTTY?: boolean },
  env: Readonly<Record<string, string | undefined>>,
): boolean {
  if (choice !== 'auto') return choice === 'always';
  if (env.NO_COLOR) return false;
  if (env.FORCE_COLOR === '0' || env.FORCE_COLOR === 'false') return false;
  if (isSet(env.FORCE_COLOR) || isSet(env.CLICOLOR_FORCE)) return true;
  return stream.isTTY === true && env.CLICOLOR !== '0' && env.TERM !== 'dumb';
}

function isSet(value: string | undefined): boolean {
  return value !== undefined && value !== '' && value !== '0' && value !== 'false';
}
