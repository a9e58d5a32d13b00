import { temporaryDirectory } from '@fineprint/registries/at-end';
import { installed, reason, stopped, webhookHostsIn } from './server-process.ts';
import type { OperatingOptions, ServerPackage } from './serving.ts';
import type { Surroundings } from './surroundings.ts';
import { UsageError } from './usage-error.ts';

/** The options of `serve`, as commander hands them over. */
export interface ServeOptions {
  readonly data: string;
  readonly host: string;
  readonly port: number;
  readonly fourEyes?: boolean;
  readonly demo?: boolean;
  readonly keepReports: number;
  readonly publicUrl?: string;
  readonly worker: boolean;
  readonly trustProxy?: string;
  readonly adminLink?: boolean;
  readonly opsPort?: number;
  readonly opsHost: string;
  readonly logRequests?: boolean;
}

/** Runs the report server until it is told to stop (SIGTERM or SIGINT); what it works on then is ended, or left to the next start. */
export async function serveCommand(
  options: ServeOptions,
  { env, stderr, stdout }: Surroundings,
): Promise<number> {
  const publicOrigin = publicOriginOf(options);
  if (!options.worker) needsPlacesThatWorkersReach(options.demo ? {} : env);
  const { serve, accessOptions } = await installed<ServerPackage>('@fineprint/server');
  const { pages } = await installed<{ readonly pages: unknown }>('@fineprint/web');
  const scratch = options.demo ? temporaryDirectory('fineprint-demo-') : null;
  if (scratch !== null) stderr.write('Invented repositories are scanned as they are and as they were.\n');
  const server = await serve({
    data: scratch?.path ?? options.data,
    isDemo: scratch !== null,
    host: options.host,
    port: options.port,
    // What is invented goes with its folder: no other place of this machine's environment is written to.
    databaseUrl: scratch === null ? env.DATABASE_URL || null : null,
    blobs: scratch === null ? env.FINEPRINT_BLOBS || null : null,
    worker: options.worker,
    fourEyes: options.fourEyes ?? false,
    ...accessOptions(env),
    ...(options.trustProxy === undefined ? {} : { trustedProxies: options.trustProxy }),
    adminLink: options.adminLink ?? false,
    webhookHosts: webhookHostsIn(env),
    keptReports: options.keepReports,
    ...(publicOrigin === null ? {} : { publicOrigin }),
    ...operating(options, { env, stderr }),
    pages,
    failed: (cause) => stderr.write(`${reason(cause)}\n`),
  });
  const link = server.firstCode === null ? null : `${server.url}/welcome?code=${server.firstCode}`;
  const invitation = link === null ? '' : `This link lets its administrator in, once: ${link}\n`;
  const told =
    server.opsPort === null ? '' : `Health and metrics: http://${options.opsHost}:${server.opsPort}\n`;
  stdout.write(`Fineprint serves ${server.url}\n${invitation}${told}`);
  await stopped(server);
  scratch?.remove();
  return 0;
}

// What a server listens on so that it is reached by every address that the machine has.
const anyAddress: ReadonlySet<string> = new Set(['0.0.0.0', '::', '[::]']);

/** Under which origin people reach the server; `null` where that is the address that it listens on. */
function publicOriginOf({ host, publicUrl }: ServeOptions): string | null {
  if (publicUrl === undefined) {
    if (anyAddress.has(host))
      throw new UsageError(
        `With --host ${host} the server cannot know under which address people reach it, and would refuse every form as one of another site: name it with --public-url, as http://192.168.1.5:8080.`,
      );
    return null;
  }
  const { origin, pathname, search } = new URL(publicUrl);
  if (pathname !== '/' || search !== '')
    throw new UsageError(
      `--public-url ${publicUrl} has a path, and the server lies under none: give it a host name of its own, as ${origin}.`,
    );
  return origin;
}

/** Refuses what would wait for a worker for ever: none reaches a database or documents in the folder of a server. */
function needsPlacesThatWorkersReach({ DATABASE_URL, FINEPRINT_BLOBS }: Surroundings['env']): void {
  if (DATABASE_URL && FINEPRINT_BLOBS) return;
  throw new UsageError(
    '--no-worker leaves reports to "fineprint worker", which reaches nothing in the folder of a server: set DATABASE_URL=postgres://… and FINEPRINT_BLOBS=s3://bucket/prefix for both, or leave --no-worker out.',
  );
}

/** What whoever runs the server wants to see of it: by options, or by the environment that containers have. */
function operating(
  { opsPort, opsHost, logRequests = false }: ServeOptions,
  { env, stderr }: Pick<Surroundings, 'env' | 'stderr'>,
): OperatingOptions {
  const port = opsPort ?? portIn(env.FINEPRINT_OPS_PORT ?? '');
  const traceTo = env.OTEL_EXPORTER_OTLP_ENDPOINT || undefined;
  if (traceTo !== undefined && !/^https?:\/\//.test(traceTo))
    throw new UsageError(`OTEL_EXPORTER_OTLP_ENDPOINT has to be an address, as http://localhost:4318.`);
  return {
    ...(port === null ? {} : { ops: { host: opsHost, port } }),
    ...(traceTo === undefined ? {} : { traceTo }),
    limits: limitsIn(env),
    ...(logRequests ? { logRequest: (line: string) => stderr.write(`${line}\n`) } : {}),
  };
}

/** How much one address or token may ask within a minute, where the usual is too little: behind one address may be thousands of pipelines. */
function limitsIn(env: Surroundings['env']): NonNullable<OperatingOptions['limits']> {
  const named = {
    requests: 'FINEPRINT_REQUESTS_PER_MINUTE',
    uploads: 'FINEPRINT_UPLOADS_PER_MINUTE',
  } as const;
  return Object.fromEntries(
    Object.entries(named).flatMap(([what, name]) => {
      const text = env[name] ?? '';
      if (text === '') return [];
      if (!/^[1-9]\d{0,8}$/.test(text))
        throw new UsageError(`${name} is "${text}": it has to be a number from 1 to 999999999.`);
      return [[what, Number(text)]];
    }),
  );
}

function portIn(text: string): number | null {
  if (text === '') return null;
  if (/^\d{1,5}$/.test(text) && Number(text) <= 65_535) return Number(text);
  throw new UsageError(`FINEPRINT_OPS_PORT is "${text}": it has to be a port from 0 to 65535.`);
}
