import { existsSync, lstatSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readData } from './data.ts';
import { didYouMean, UsageError } from './usage-error.ts';

/** A policy text with the name that reports give it. */
export interface PolicyText {
  readonly name: string;
  readonly path: string;
  readonly text: string;
  readonly inRoot?: boolean;
  readonly isReadyMade?: boolean;
}

/** The policies that Fineprint brings along. */
export const readyMade: readonly string[] = [
  'default',
  'strict',
  'permissive-only',
  'saas',
  'distributed',
  'internal',
  'audit',
];
const repositoryPolicies = ['fineprint.yaml', 'fineprint.yml', 'fineprint.json'];
/** The largest policy file that is read. */
export const maxPolicyBytes = 1_000_000;

/**
 * Chooses the policies that apply: those of `--policy`, which replace what the repository says about itself;
 * else the repository's own file over the default; else the default.
 */
export function choosePolicies(root: string, asked: readonly string[]): ChosenPolicies {
  const own = ownPolicy(root);
  // Every policy is laid over the default one, which the rules themselves hold.
  if (asked.length === 0) return { sources: own ? [own] : [], unapplied: null, remarks: [] };
  const remarks = own ? [`${own.name} of the repository is not applied, because --policy is given.`] : [];
  return { sources: asked.filter((name) => name !== 'default').map(policyNamed), unapplied: own, remarks };
}

/** The policies that apply, and the repository's own where it does not. */
export interface ChosenPolicies {
  readonly sources: readonly PolicyText[];
  readonly unapplied: PolicyText | null;
  readonly remarks: readonly string[];
}

function ownPolicy(root: string): PolicyText | null {
  const directory = statSync(root).isDirectory() ? root : dirname(root);
  const name = repositoryPolicies.find((candidate) => existsSync(join(directory, candidate)));
  if (name === undefined) return null;
  // What a scanned repository links to was not named by the user, and a code frame would show it.
  if (!lstatSync(join(directory, name)).isFile())
    throw new UsageError(`"${name}" of the repository is no regular file and is not read.`);
  return { ...readPolicy(join(directory, name), name), inRoot: true };
}

function policyNamed(name: string): PolicyText {
  if (readyMade.includes(name)) return readyMadePolicy(name);
  if (existsSync(name)) return readPolicy(name, name);
  throw new UsageError(
    `There is no policy file "${name}", and no ready-made policy of that name.${didYouMean(name, readyMade)}`,
  );
}

/** The text of a ready-made policy. */
export function readyMadePolicy(name: string): PolicyText {
  const path = `policies/${name}.yaml`;
  return { name, path, text: readData(path), isReadyMade: true };
}

/** Reads a policy file that the user names, or a file beside one. */
export function readPolicy(path: string, name: string): PolicyText {
  const stats = statSync(path);
  if (!stats.isFile() || stats.size > maxPolicyBytes)
    throw new UsageError(`The policy "${path}" is no file of at most ${maxPolicyBytes} bytes.`);
  return { name, path: name, text: readFileSync(path, 'utf8') };
}
