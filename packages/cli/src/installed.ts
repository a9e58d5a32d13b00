import { UsageError } from './usage-error.ts';

/** Loads a package that need not be installed; throws a `UsageError` that says how it is. */
export async function installed<Package>(name: string): Promise<Package> {
  try {
    return await import(name);
  } catch (cause) {
    if (!(cause instanceof Error && 'code' in cause && cause.code === 'ERR_MODULE_NOT_FOUND')) throw cause;
    throw new UsageError(
      `The report server is not installed: "npm install @fineprint/server @fineprint/web".`,
      { cause },
    );
  }
}
