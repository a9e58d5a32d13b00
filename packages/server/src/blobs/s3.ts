import { elementsAt, parseXml, xmlText } from '@fineprint/core';
import { askBucket } from './ask-bucket.ts';
import { BlobError, type BlobStore } from './blob-store.ts';
import type { Bucket } from './bucket.ts';
import { unpacked } from './packed.ts';
import { spooled } from './spool.ts';

/** Blobs in a bucket of an S3-compatible store, compressed by zstd, for any number of servers and workers: `ab/cdef….zst`. */
export function blobsInBucket(bucket: Bucket, keysAPage = 1_000): BlobStore {
  return {
    put: async (content, mostBytes) => {
      const spool = await spooled(content, mostBytes);
      try {
        const body = { is: spool.packed, read: spool.read };
        const answer = await askBucket(bucket, { method: 'PUT', key: keyOf(spool.blob.sha256), body });
        await answer.body?.cancel();
        if (!answer.ok) throw new BlobError(`${bucket.name} is not there.`);
        return spool.blob;
      } finally {
        await spool.close();
      }
    },
    get: async (sha256) => {
      const answer = await askBucket(bucket, { method: 'GET', key: keyOf(sha256) });
      if (!answer.ok) throw new BlobError(`The blob ${sha256} cannot be read: ${bucket.name} has none.`);
      return unpacked(sha256, await answer.bytes());
    },
    has: async (sha256) => (await askBucket(bucket, { method: 'HEAD', key: keyOf(sha256) })).ok,
    delete: async (sha256) => {
      await askBucket(bucket, { method: 'DELETE', key: keyOf(sha256) });
    },
    list: () => listed(bucket, keysAPage),
  };
}

function keyOf(sha256: string): string {
  return `${sha256.slice(0, 2)}/${sha256.slice(2)}.zst`;
}

const keyForm = /^(?<start>[0-9a-f]{2})\/(?<rest>[0-9a-f]{62})\.zst$/;

/** Lists page by page, each from the last key of the one before it, so that no store has to remember where it was. */
async function* listed(bucket: Bucket, keysAPage: number): ReturnType<BlobStore['list']> {
  for (let last = ''; ; ) {
    const query = { 'list-type': '2', 'max-keys': String(keysAPage), prefix: bucket.prefix };
    const from = last === '' ? query : { ...query, 'start-after': last };
    const answer = await askBucket(bucket, { method: 'GET', key: '', query: from });
    if (!answer.ok) throw new BlobError(`${bucket.name} is not there.`);
    const { root } = parseXml(await answer.text());
    for (const each of elementsAt(root, 'Contents')) {
      last = xmlText(each, 'Key')?.text ?? '';
      const { start, rest } = keyForm.exec(last.slice(bucket.prefix.length))?.groups ?? {};
      const putAt = Date.parse(xmlText(each, 'LastModified')?.text ?? '');
      // Whatever else lies there is not ours.
      if (start !== undefined && rest !== undefined) yield { sha256: `${start}${rest}`, putAt };
    }
    if (xmlText(root, 'IsTruncated')?.text !== 'true') return;
  }
}
