import { fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** An S3 server of a test's own, on loopback; it holds every signature against the key. */
export interface TestS3 {
  /** The environment by which a program finds it. */
  readonly env: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

export const bucketName = 'documents';

/** Starts a server with one bucket, in a process of its own. */
export async function startS3(): Promise<TestS3> {
  const directory = mkdtempSync(join(tmpdir(), 'fineprint-s3-'));
  const entry = fileURLToPath(new URL('./s3-entry.testkit.ts', import.meta.url));
  // It enciphers where a list goes on with DES.
  const server = fork(entry, [directory, bucketName], { execArgv: ['--openssl-legacy-provider'] });
  const started = Promise.withResolvers<unknown>();
  const ended = Promise.withResolvers<void>();
  server.once('message', started.resolve);
  server.once('exit', () => ended.resolve());
  return {
    env: {
      AWS_ENDPOINT_URL: `http://127.0.0.1:${await started.promise}`,
      // The pair that this server knows.
      AWS_ACCESS_KEY_ID: 'S3RVER',
      AWS_SECRET_ACCESS_KEY: 'S3RVER',
    },
    stop: async () => {
      server.kill('SIGKILL');
      await ended.promise;
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
