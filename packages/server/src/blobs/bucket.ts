import { UsageError } from 'fineprint/program';

/** Where an S3-compatible store keeps blobs, and by whose right it is asked. */
export interface Bucket {
  /** As it is named to people. */
  readonly name: string;
  /** The address under which its keys lie, without a slash at the end. */
  readonly url: string;
  /** What stands before the key of each blob: empty, or ending in a slash. */
  readonly prefix: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string | null;
}

type Environment = Readonly<Record<string, string | undefined>>;

const address = /^s3:\/\/(?<bucket>[a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:\/(?<prefix>[\w./-]*))?$/;

/**
 * Reads `s3://bucket/prefix`, and from the environment what the tools of AWS read there: keys, region, and the endpoint of a
 * store that is not AWS. Throws a `UsageError` where one is missing; no message holds a value that may be secret.
 */
export function bucketOf(place: string, env: Environment): Bucket {
  const { bucket = '', prefix = '' } = address.exec(place)?.groups ?? {};
  if (bucket === '')
    throw new UsageError('FINEPRINT_BLOBS has to be s3://bucket/prefix, both in letters of plain names.');
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey } = env;
  if (!accessKeyId || !secretAccessKey)
    throw new UsageError(
      'FINEPRINT_BLOBS names a bucket, so that AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY have to be set.',
    );
  const region = env.AWS_REGION || env.AWS_DEFAULT_REGION || 'us-east-1';
  const endpoint = env.AWS_ENDPOINT_URL_S3 || env.AWS_ENDPOINT_URL || null;
  const folders = prefix.split('/').filter((part) => part !== '');
  return {
    name: `s3://${[bucket, ...folders].join('/')}`,
    url: endpoint === null ? `https://${bucket}.s3.${region}.amazonaws.com` : `${plain(endpoint)}/${bucket}`,
    prefix: folders.map((part) => `${part}/`).join(''),
    region,
    accessKeyId,
    secretAccessKey,
    sessionToken: env.AWS_SESSION_TOKEN || null,
  };
}

/** An endpoint without a slash at the end. */
function plain(endpoint: string): string {
  const url = URL.canParse(endpoint) ? new URL(endpoint) : null;
  if (url === null || !/^https?:$/.test(url.protocol) || url.username !== '' || url.search !== '')
    throw new UsageError(
      'AWS_ENDPOINT_URL has to be an address as https://storage.example, without a name, a password or a query.',
    );
  return `${url.origin}${url.pathname}`.replace(/\/+$/, '');
}
