import { exitCodes } from './exit-code.ts';
import { refuseMissing } from './missing-path.ts';
import { writeWhole } from './output.ts';
import { serverReader } from './report-server/server-reader.ts';
import type { Surroundings } from './surroundings.ts';

/** The options of `policy fetch`, as commander hands them over. */
export interface PolicyFetchOptions {
  readonly to?: string;
}

/**
 * Fetches the policy and waivers that the report server has for a repository, so that scans can use them offline; with a file, writes
 * the waivers there as a policy that a pull request can bring in.
 */
export async function policyFetchCommand(
  path: string,
  { to: file }: PolicyFetchOptions,
  { env, stdout, stderr }: Surroundings,
): Promise<number> {
  refuseMissing(path);
  const reader = serverReader(path, { env, isOnline: true });
  const { extended, waivers, refusals } = await reader.read();
  for (const remark of reader.remarks()) stderr.write(`${remark}\n`);
  if (file !== undefined) writeWhole(file, [`${JSON.stringify({ waivers }, null, 2)}\n`]);
  const policies = [...extended.keys()].join(', ') || 'no policy';
  const isRejected = ({ outcome }: (typeof refusals)[number]) => outcome === 'rejected';
  const counts = [
    `${waivers.length} ${waivers.length === 1 ? 'waiver' : 'waivers'}`,
    ...counted(refusals.filter(isRejected).length, 'rejected'),
    ...counted(refusals.filter((each) => !isRejected(each)).length, 'asked for more'),
  ];
  stdout.write(
    `Fetched: ${policies}; ${counts.join(', ')}${file === undefined ? '' : `, written to ${file}`}.\n`,
  );
  return exitCodes.clean;
}

function counted(count: number, what: string): readonly string[] {
  return count === 0 ? [] : [`${count} ${what}`];
}
