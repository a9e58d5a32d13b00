/** The budgets of one run. */
export interface Limits {
  /** Milliseconds from the first question to the last. */
  readonly runMs: number;
  readonly requests: number;
  readonly requestsToHost: number;
  readonly hosts: number;
  readonly bytes: number;
  readonly bytesOfAnswer: number;
  readonly redirects: number;
  readonly attempts: number;
  readonly connectMs: number;
  /** Until a connection stands, while nothing has answered yet. */
  readonly firstConnectMs: number;
  readonly wholeMs: number;
  readonly pauseMs: number;
}

/** What real repositories never need, and the network of nobody minds. */
export const defaultLimits: Limits = {
  runMs: 600_000,
  requests: 5_000,
  requestsToHost: 2_000,
  hosts: 200,
  bytes: 1024 ** 3,
  bytesOfAnswer: 8 * 1024 ** 2,
  redirects: 3,
  attempts: 3,
  connectMs: 5_000,
  firstConnectMs: 1_500,
  wholeMs: 20_000,
  pauseMs: 300,
};

/** What a run has used of its budgets. */
export interface Spent {
  requests: number;
  bytes: number;
  readonly hosts: Map<string, number>;
  /** When the first question was asked. */
  since: Date | null;
}

/** Why nothing is asked: for its host, or for the whole run. */
export interface Refusal {
  readonly by: 'limit' | 'budget';
  readonly because: string;
}

/** Counts a request against the budgets of the run; why there is none where one of them is used up, else `null`. */
export function spend(spent: Spent, limits: Limits, host: string, now: Date): Refusal | null {
  const of = (by: Refusal['by'], because: string): Refusal => ({ by, because });
  spent.since ??= now;
  if (now.getTime() - spent.since.getTime() >= limits.runMs)
    return of('budget', `This run has asked for ${limits.runMs / 1000} seconds and asks no more.`);
  const toHost = spent.hosts.get(host) ?? 0;
  if (toHost === 0 && spent.hosts.size >= limits.hosts)
    return of('budget', `This run has asked ${limits.hosts} hosts and asks no further one.`);
  if (spent.requests >= limits.requests)
    return of('budget', `This run has asked ${limits.requests} times and asks no more.`);
  if (toHost >= limits.requestsToHost)
    return of('limit', `This run has asked it ${toHost} times and asks no more.`);
  if (spent.bytes >= limits.bytes)
    return of('budget', `This run has been given ${limits.bytes} bytes and asks for no more.`);
  spent.requests += 1;
  spent.hosts.set(host, toHost + 1);
  return null;
}
