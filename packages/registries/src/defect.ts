/**
 * Asks, and gives a sentence where asking throws: what one registry makes of one odd name or answer is a defect of ours,
 * and ends neither the scan nor the questions about everything else.
 */
export async function askedOrDefect<T>(
  title: string,
  ask: () => Promise<T>,
): Promise<T | { readonly is: 'defect'; readonly because: string }> {
  try {
    return await ask();
  } catch (cause) {
    const what = cause instanceof Error ? cause.message : String(cause);
    return { is: 'defect', because: `${title}: Asking failed, which is a defect of Fineprint (${what}).` };
  }
}
