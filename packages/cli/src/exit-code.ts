/** Exit codes, which are part of the interface; of several that hold, the first in this order counts. */
export const exitCodes = { defect: 70, usage: 2, findings: 1, incomplete: 4, nothing: 3, clean: 0 } as const;

/** What each exit code means, for people. */
export const exitCodeMeanings: readonly { readonly code: number; readonly means: string }[] = [
  { code: exitCodes.clean, means: 'nothing that fails' },
  { code: exitCodes.findings, means: 'findings at or over --fail-on' },
  {
    code: exitCodes.usage,
    means: 'wrong usage, an invalid policy or settings, or a file that cannot be written',
  },
  { code: exitCodes.nothing, means: 'nothing recognised, only with --strict' },
  { code: exitCodes.incomplete, means: 'the scan is incomplete, only with --strict' },
  { code: exitCodes.defect, means: 'a defect of Fineprint' },
];
