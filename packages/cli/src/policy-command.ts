import { openRoot, withoutCommands } from '@fineprint/core';
import { bindPolicy, effectivePolicy, originsIn, policyValue, policyYaml } from '@fineprint/policy';
import { bindMeans, extendedSources } from './bound-policy.ts';
import { exitCodes } from './exit-code.ts';
import { known } from './known-licenses.ts';
import { refuseMissing } from './missing-path.ts';
import { choosePolicies, ownPolicy } from './policies.ts';
import { serverReader } from './report-server/server-reader.ts';
import type { Surroundings } from './surroundings.ts';

/** The options of `policy show`, as commander hands them over. */
export interface PolicyShowOptions {
  readonly policy?: readonly string[];
  readonly online?: boolean;
  readonly output: 'yaml' | 'json';
}

/** Prints the policy that applies to a repository, with the origin of each value. */
export async function policyShowCommand(
  path: string,
  options: PolicyShowOptions,
  process: Surroundings,
): Promise<number> {
  refuseMissing(path);
  const { sources: chosen, remarks } = choosePolicies(ownPolicy(openRoot(path)), options.policy ?? [], null);
  const server = serverReader(path, { env: process.env, isOnline: options.online ?? false });
  const online = options.online ? process.env : null;
  const sources = await extendedSources(chosen, path, { online, server: server.read });
  const means = await bindMeans(sources, known);
  const { layers } = effectivePolicy(sources, means);
  const { names, sha256 } = bindPolicy(sources, means);
  if (options.output === 'json') {
    const shown = {
      schema: 'fineprint-policy/1',
      names,
      sha256,
      policy: policyValue(layers),
      origins: [...originsIn(layers)],
    };
    process.stdout.write(`${JSON.stringify(shown, null, 2)}\n`);
  } else {
    const head = [`# The policy that applies: ${names.join(', ')}.`, `# SHA-256 ${sha256}`];
    for (const line of [...head, '', ...policyYaml(layers)])
      process.stdout.write(`${withoutCommands(line)}\n`);
  }
  for (const remark of [...remarks, ...server.remarks()]) process.stderr.write(`${remark}\n`);
  return exitCodes.clean;
}
