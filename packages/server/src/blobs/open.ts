import type { BlobStore } from './blob-store.ts';
import { folderOfBlobs } from './folder.ts';

/** Whether a place of blobs is one that several machines reach. */
export function isShared(place: string): boolean {
  return /^s3:/i.test(place);
}

/** Opens the blobs that an `s3://bucket/prefix` address or a folder names; throws a `UsageError` where the address lacks something. */
export async function openBlobs(
  place: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<BlobStore> {
  if (!isShared(place)) return folderOfBlobs(place);
  const [{ bucketOf }, { blobsInBucket }] = await Promise.all([import('./bucket.ts'), import('./s3.ts')]);
  return blobsInBucket(bucketOf(place, env));
}
