/** Version of this program, as in package.json; a test compares them. */
export const version = '0.1.0';

/** The day of this version. */
export const versionDate = '2026-11-27';

declare const FINEPRINT_BUILD: string | undefined;

/** Hash of the built code, which readers' cached answers depend on; `null` when run from its sources. */
export const build: string | null = typeof FINEPRINT_BUILD === 'string' ? FINEPRINT_BUILD : null;
