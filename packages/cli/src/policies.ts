import { existsSync, readFileSync, statSync } from 'node:fs';
import { isThere, type Root, readFileInside } from '@fineprint/core';
import { readData } from './data.ts';
import { didYouMean, UsageError } from './usage-error.ts';

/** A policy text with the name that reports give it. */
export interface PolicyText {
  readonly name: string;
  readonly path: string;
  readonly text: string;
  readonly inRoot?: boolean;
  readonly isReadyMade?: boolean;
  /** The files that it was read from, and may extend, where they are not on disk. */
  readonly root?: Root;
  /** Whether it is one of a report server, which lies beside no files. */
  readonly isOfServer?: boolean;
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
/** What `extends` and `--policy` call the policy and waivers of the user's report server. */
export const serverPolicy = 'server';
/** What is no file wherever a policy is named. */
export const policyNames: readonly string[] = [...readyMade, serverPolicy];
/** What stands for these where they are chosen by name; whoever reads what policies extend puts them in its place. */
export const policyOfServer: PolicyText = {
  name: serverPolicy,
  path: serverPolicy,
  text: '',
  isOfServer: true,
};
/** What a repository says about itself lies in the first of these that is there. */
export const repositoryPolicies: readonly string[] = ['fineprint.yaml', 'fineprint.yml', 'fineprint.json'];
/** The largest policy file that is read. */
export const maxPolicyBytes = 1_000_000;

/**
 * Chooses the policies that apply: those that are asked for, which replace what the repository says about itself;
 * else the repository's own file over the default, unless `unheeded` says why that is not heeded; else the default.
 */
export function choosePolicies(
  own: PolicyText | null,
  asked: readonly (string | PolicyText)[],
  unheeded: string | null,
): ChosenPolicies {
  // Every policy is laid over the default one, which the rules themselves hold.
  if (asked.length === 0 && unheeded === null)
    return { sources: own ? [own] : [], unapplied: null, remarks: [] };
  const why = asked.length > 0 ? 'another policy is asked for' : unheeded;
  const remarks = own ? [`${own.name} of the repository is not applied, because ${why}.`] : [];
  const sources = asked.filter((policy) => policy !== 'default');
  return {
    sources: sources.map((policy) => (typeof policy === 'string' ? policyNamed(policy) : policy)),
    unapplied: own,
    remarks,
  };
}

/** The policies that apply, and the repository's own where it does not. */
export interface ChosenPolicies {
  readonly sources: readonly PolicyText[];
  readonly unapplied: PolicyText | null;
  readonly remarks: readonly string[];
}

/** The name of the policy file of a repository, or `null`. */
export function ownPolicyName(root: Root): string | null {
  return repositoryPolicies.find((candidate) => isThere(root, candidate)) ?? null;
}

/** What a repository says about itself, on disk or in a commit; `null` where it says nothing. */
export function ownPolicy(root: Root): PolicyText | null {
  const name = ownPolicyName(root);
  if (name === null) return null;
  // What a scanned repository links to was not named by the user, and a code frame would show it.
  const outcome = readFileInside(root, name, { maxBytes: maxPolicyBytes });
  if (outcome.is === 'problem')
    throw new UsageError(`"${name}" of the repository is not read: ${outcome.message}`);
  return { name, path: name, text: outcome.bytes.toString('utf8'), inRoot: true };
}

function policyNamed(name: string): PolicyText {
  if (readyMade.includes(name)) return readyMadePolicy(name);
  if (name === serverPolicy) return policyOfServer;
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
