import { type ContentLock, contentLockName, isThere, type Root, readFileInside } from '@fineprint/core';
import { UsageError } from './usage-error.ts';

/**
 * Reads the lock of contents that a repository keeps; `null` where it keeps none, or a single file is scanned. Throws a
 * `UsageError` with the place where it has not its form: a lock that is passed over would hold nothing fast.
 */
export async function contentLockOf(root: Root): Promise<ContentLock | null> {
  if (root.file !== null || !isThere(root, contentLockName)) return null;
  const { ContentLockError, contentLockLimits, readContentLock } = await import(
    '@fineprint/core/content-lock'
  );
  const outcome = readFileInside(root, contentLockName, { maxBytes: contentLockLimits.bytes });
  if (outcome.is === 'problem') throw new UsageError(`"${contentLockName}" is not read: ${outcome.message}`);
  try {
    return readContentLock(outcome.bytes);
  } catch (cause) {
    if (!(cause instanceof ContentLockError)) throw cause;
    throw new UsageError(cause.message, { cause });
  }
}

/** Reads the lock of what nobody here can mend (a base commit, somebody else's repository): a defect is a remark. */
export async function contentLockIn(
  root: Root,
  whose: string,
): Promise<{ readonly lock: ContentLock | null; readonly remarks: readonly string[] }> {
  try {
    return { lock: await contentLockOf(root), remarks: [] };
  } catch (cause) {
    if (!(cause instanceof UsageError)) throw cause;
    const [defect] = cause.message.split('\n');
    return { lock: null, remarks: [`No content is compared with the lock of ${whose}: ${defect}`] };
  }
}
