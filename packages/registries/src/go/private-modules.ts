import { compileGlobs } from '@fineprint/core';

type Env = Readonly<Record<string, string | undefined>>;

/**
 * Whether the user keeps a module from proxies (https://go.dev/ref/mod#private-modules): its name may be a secret.
 * `GONOPROXY` stands above `GOPRIVATE`, but what is in any of the lists is told to nobody public.
 */
export function isPrivateModule(module: string, env: Env, isPublic: boolean): boolean {
  const { GONOPROXY, GOPRIVATE, GONOSUMDB } = env;
  const lists = isPublic ? [GONOPROXY, GOPRIVATE, GONOSUMDB] : [GONOPROXY || GOPRIVATE];
  return lists.some((list) => matchesPrefix(module, list ?? ''));
}

// What `path.Match` of Go takes, apart from escapes, which no host or path needs.
const readable = /^(?:[^[\]{}()!\\]|\[\^?[^\]]+\])+$/;

/** Whether a pattern of the list matches the path or what it begins with. */
function matchesPrefix(module: string, list: string): boolean {
  return list
    .split(',')
    .map((pattern) => pattern.trim().replace(/\/+$/, ''))
    .filter((pattern) => pattern !== '')
    .some((pattern) => {
      // Go passes over a pattern that it cannot read; here it may have meant this very module.
      if (!readable.test(pattern)) return true;
      const glob = pattern.replaceAll('[^', '[!');
      return compileGlobs([glob, `${glob}/**`]).some(module);
    });
}
