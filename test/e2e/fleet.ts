import { type ChildProcess, spawn } from 'node:child_process';
import { bucketName, startS3, type TestS3 } from '../../packages/server/src/blobs/s3.testkit.ts';
import { startPostgres, type TestPostgres } from '../../packages/server/src/store/postgres.testkit.ts';

/** A server or worker as people start it: its process, and what it said when it was ready. */
export interface Member {
  readonly process: ChildProcess;
  readonly said: string;
  /** Answers when the process has ended, however it did. */
  readonly ended: Promise<void>;
}

/** Two servers that answer and two workers that do the tasks, on one PostgreSQL and one bucket, each a process of its own. */
export interface Fleet {
  readonly databaseUrl: string;
  /** The address of a server, as it is now. */
  url(server: 0 | 1): string;
  /** The code of the link that the first start printed. */
  readonly firstCode: string;
  /** Ends one of the four by SIGKILL, and starts it anew. */
  kill(member: number): Promise<void>;
  /** Tells all to stop, and answers with which codes they ended. */
  stop(): Promise<readonly (number | null)[]>;
}

const commands = [
  ['serve', '--no-worker', '--port', '0'],
  ['serve', '--no-worker', '--port', '0'],
  ['worker', '--public-url', 'https://fineprint.example'],
  ['worker', '--public-url', 'https://fineprint.example'],
];

/** Starts the fleet, all four at once and with more in its environment: whoever comes first makes the tables. */
export async function startFleet(given: Readonly<Record<string, string>> = {}): Promise<Fleet> {
  const postgres = await startPostgres({ isDurable: true });
  const s3 = await startS3();
  const databaseUrl = await postgres.database('fleet');
  const env = {
    ...process.env,
    ...s3.env,
    // A test asks as fast as it can.
    FINEPRINT_REQUESTS_PER_MINUTE: '1000000',
    FINEPRINT_UPLOADS_PER_MINUTE: '1000000',
    ...given,
    DATABASE_URL: databaseUrl,
    FINEPRINT_BLOBS: `s3://${bucketName}/fleet`,
  };
  const members = await Promise.all(commands.map((command) => start(command, env)));
  const at = (member: number): Member => {
    const found = members[member];
    if (!found) throw new Error(`There is no process ${member}.`);
    return found;
  };
  const links = members.map(({ said }) => /code=(?<code>\S+)\n/.exec(said)?.groups?.code);
  return {
    databaseUrl,
    url: (server) => /serves (?<url>\S+)\n/.exec(at(server).said)?.groups?.url ?? '',
    firstCode: links.find((code) => code !== undefined) ?? '',
    kill: async (member) => {
      at(member).process.kill('SIGKILL');
      await at(member).ended;
      members[member] = await start(commands[member] ?? [], env);
    },
    stop: async () => {
      for (const each of members) each.process.kill('SIGTERM');
      await Promise.all(members.map(({ ended }) => ended));
      await Promise.all([postgres, s3].map((each: TestPostgres | TestS3) => each.stop()));
      return members.map((each) => each.process.exitCode);
    },
  };
}

/** Starts one, and waits until it says that it is there. */
async function start(command: readonly string[], env: NodeJS.ProcessEnv): Promise<Member> {
  const child = spawn('node', ['packages/cli/bin/fineprint.js', ...command], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const { promise: ended, resolve } = Promise.withResolvers<void>();
  child.once('exit', () => resolve());
  let said = '';
  for await (const chunk of child.stdout) {
    said += chunk;
    // The link of the first start is written together with the address.
    if (/^Fineprint (?:serves|works) .*\n/m.test(said)) return { process: child, said, ended };
  }
  throw new Error(`"${command.join(' ')}" ended: ${said}`);
}
