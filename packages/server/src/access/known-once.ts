import { AsyncLocalStorage } from 'node:async_hooks';
import type { Principal } from './principal.ts';

type Known = Map<string, Promise<Principal | null>>;

const known = new AsyncLocalStorage<Known>();

/**
 * Lets whoever looks at a page be looked up once: a page asks the API several times at once, each time by the same cookie. What is
 * done by a form is not done here: it may change what somebody may do.
 */
export function knowingOnce<T>(render: () => Promise<T>): Promise<T> {
  return known.run(new Map(), render);
}

/** Looks somebody up by a text that only they have, unless the page that is made has. */
export function knownOnce(text: string, lookUp: () => Promise<Principal | null>): Promise<Principal | null> {
  const of = known.getStore();
  if (!of) return lookUp();
  const before = of.get(text);
  if (before) return before;
  const principal = lookUp();
  of.set(text, principal);
  return principal;
}
