import { type FailOn, levels } from '@fineprint/core';
import { UsageError } from 'fineprint';

/** Which findings count: those that the base has not, or all. */
export type Gate = 'new' | 'all';

/** When the result is told as a comment on the pull request. */
export type CommentWhen = 'never' | 'on-failure' | 'always';

/** The inputs of the action; what is not given, or empty, is `null` or has the default that the README names. */
export interface Inputs {
  readonly path: string | null;
  readonly policies: readonly string[];
  readonly baseline: string | null;
  readonly since: string | null;
  readonly exclude: readonly string[];
  readonly only: readonly string[];
  readonly failOn: FailOn;
  /** `null`: what is new on pull requests and in merge groups, all elsewhere. */
  readonly gate: Gate | null;
  readonly isOnline: boolean;
  readonly isStrict: boolean;
  readonly comment: CommentWhen;
  readonly hasAnnotations: boolean;
  readonly hasSummary: boolean;
  readonly submitsDependencies: boolean;
  readonly token: string | null;
  /** The address of the report server. */
  readonly server: string | null;
  /** A token of it, in place of the identity of the job. */
  readonly serverToken: string | null;
  /** The key that it signs with. */
  readonly serverKey: string | null;
  /** What it calls the project; what the repository is called if not given. */
  readonly project: string | null;
  readonly requiresUpload: boolean;
}

type Env = Readonly<Record<string, string | undefined>>;

/**
 * Reads the inputs as the runner hands them over: `INPUT_FAIL-ON` for `fail-on`. Throws a `UsageError` that names the
 * input, its value and what it may be.
 */
export function readInputs(env: Env): Inputs {
  const input = (name: string) => env[`INPUT_${name.toUpperCase()}`]?.trim() || null;
  const lines = (name: string) =>
    (input(name) ?? '')
      .split(/\r\n?|\n/)
      .map((line) => line.trim())
      .filter((line) => line !== '');
  const oneOf = <T extends string>(name: string, allowed: readonly T[]): T | null => {
    const value = input(name);
    return value === null ? null : chosen(name, value, allowed);
  };
  const isTrue = (name: string, otherwise: boolean) => {
    const value = input(name)?.toLowerCase() ?? null;
    return value === null ? otherwise : chosen(name, value, ['true', 'false']) === 'true';
  };
  return {
    path: input('path'),
    policies: lines('policy'),
    baseline: input('baseline'),
    since: input('since'),
    exclude: lines('exclude'),
    only: lines('only').flatMap((line) => line.split(/[\s,]+/)),
    failOn: oneOf('fail-on', [...levels, 'none']) ?? 'error',
    gate: oneOf('gate', ['new', 'all']),
    isOnline: isTrue('online', false),
    isStrict: isTrue('strict', false),
    comment: oneOf('comment', ['never', 'on-failure', 'always']) ?? 'never',
    hasAnnotations: isTrue('annotations', true),
    hasSummary: isTrue('summary', true),
    submitsDependencies: isTrue('dependency-snapshot', false),
    token: tokenIn('token', input('token')),
    server: input('server'),
    serverToken: tokenIn('server-token', input('server-token')),
    serverKey: input('server-key'),
    project: input('project'),
    requiresUpload: isTrue('require-upload', false),
  };
}

function chosen<T extends string>(name: string, value: string, allowed: readonly T[]): T {
  const found = allowed.find((one) => one === value);
  if (found !== undefined) return found;
  const last = allowed.at(-1);
  const list = `${allowed.slice(0, -1).join(', ')} or ${last}`;
  throw new UsageError(`The input "${name}" is "${value.slice(0, 200)}"; it can be ${list}.`);
}

/** What cannot stand in a header is no token; it is not told, since it may hold one. */
function tokenIn(name: string, value: string | null): string | null {
  if (value !== null && !/^[\x21-\x7e]+$/.test(value))
    throw new UsageError(`The input "${name}" holds characters that no token has.`);
  return value;
}
