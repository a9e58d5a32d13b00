import { join } from 'node:path';
import { judgeAgain, openRoot, type Report, type Root, readFileInside } from '@fineprint/core';
import { fold } from '@fineprint/report';
import { boundPolicy, filesOnly } from './bound-policy.ts';
import { openCacheFile } from './cache-file.ts';
import { exitCodes } from './exit-code.ts';
import { levelCounts, type Proposal, proposalFor } from './init/proposal.ts';
import { shippedBy } from './init/shipped.ts';
import { policyText } from './init/text.ts';
import { known } from './known-licenses.ts';
import { refuseMissing } from './missing-path.ts';
import { writeNew } from './output.ts';
import { ownPolicyName, readyMade } from './policies.ts';
import { runScan, scanMeans } from './run-scan.ts';
import { type Surroundings, widthOf } from './surroundings.ts';
import { UsageError } from './usage-error.ts';
import { build } from './version.ts';

/** The options of `init`, as commander hands them over. */
export interface InitOptions {
  readonly stdout?: boolean;
  readonly cache: boolean;
}

const policyName = 'fineprint.yaml';

/** Scans a repository, and writes a policy that fits what was found. */
export async function initCommand(
  path: string,
  options: InitOptions,
  process: Surroundings,
): Promise<number> {
  refuseMissing(path);
  const root = openRoot(path);
  if (root.file !== null) throw new UsageError(`"${path}" is a file, and a policy is for a directory.`);
  const own = ownPolicyName(root);
  if (own !== null && !options.stdout)
    throw new UsageError(
      `"${join(path, own)}" is there already, and is not written over. "fineprint init --stdout" prints what would be proposed.`,
    );
  const found = await scannedByDefault(root, options, process);
  const { proposal, judged, text } = await proposed(root, found, process);
  if (options.stdout) {
    process.stdout.write(text);
    return exitCodes.clean;
  }
  const file = join(path, policyName);
  writeNew(file, [text]);
  const told = `${file} extends ${proposal.extends.join(' and ')}. By it there are ${levelCounts(judged)} today, and "fineprint scan" ${judged.summary.findings.error > 0 ? 'fails' : 'passes'}. The file says why, and how to begin.`;
  process.stdout.write(`${fold(told, widthOf(process), '')}\n`);
  return exitCodes.clean;
}

/** What the repository says about itself is what is to be proposed, so the default policy judges. */
async function scannedByDefault(root: Root, options: InitOptions, { env }: Surroundings): Promise<Report> {
  const store = options.cache ? openCacheFile(root.directory, build, env) : null;
  const cache = store?.cache ?? null;
  const { report } = await runScan(root, { policies: ['default'], exclude: [], only: [], cache, env });
  store?.store();
  return report;
}

async function proposed(
  root: Root,
  found: Report,
  { env }: Surroundings,
): Promise<{ readonly proposal: Proposal; readonly judged: Report; readonly text: string }> {
  const { means } = await scanMeans(root, { policies: ['default'], exclude: [], only: [], cache: null, env });
  const kinds = new Map(means.kinds.map((kind) => [kind.id, kind]));
  const judgedBy = async (text: string): Promise<Report> => {
    const source = { name: policyName, path: policyName, text, inRoot: true };
    const policy = await boundPolicy([source], root, known, filesOnly);
    return judgeAgain(found, { ...means, kinds, policy, baseline: null });
  };
  const shipped = shippedBy(found, (path) => textIn(root, path));
  const proposal = await proposalFor(found, shipped, (given) => judgedBy(policyText(given, found, null)));
  const judged = await judgedBy(policyText(proposal, found, null));
  const alternatives = [];
  for (const name of readyMade) {
    const { error, warning } = (
      await judgedBy(policyText({ ...proposal, extends: [name], kept: [] }, found, null))
    ).summary.findings;
    alternatives.push({ name, error, warning });
  }
  const text = policyText(proposal, found, { report: judged, alternatives });
  return { proposal, judged: await judgedBy(text), text };
}

const maxBytes = 1_000_000;

function textIn(root: Root, path: string): string | null {
  const outcome = readFileInside(root, path, { maxBytes });
  return outcome.is === 'bytes' ? outcome.bytes.toString('utf8') : null;
}
