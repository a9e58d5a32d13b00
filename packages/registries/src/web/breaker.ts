/** Counts failures, so that what is down is asked a few times and not once for each component. */
export interface Breaker {
  /** Why a host is not asked any more, or `null`. */
  refusal(host: string): string | null;
  succeeded(host: string): void;
  /** Something answered, if only that it cannot. */
  heard(): void;
  failed(host: string, because: string): void;
  /** Whether anything has answered yet; before, nobody knows whether there is a network. */
  readonly isAlive: boolean;
}

const mostFailures = 3;

/** Opens a breaker for one run; a host that failed three times in a row, or a network in which nothing answers, is left alone. */
export function openBreaker(): Breaker {
  const failures = new Map<string, { count: number; because: string }>();
  let isAlive = false;
  let unanswered = 0;
  return {
    refusal(host) {
      if (!isAlive && unanswered >= mostFailures)
        return 'Nothing that was asked in this run answered: the network seems to be down.';
      const known = failures.get(host);
      return known !== undefined && known.count >= mostFailures
        ? `It failed ${known.count} times in this run. ${known.because}`
        : null;
    },
    succeeded(host) {
      isAlive = true;
      failures.delete(host);
    },
    heard() {
      isAlive = true;
    },
    failed(host, because) {
      unanswered += 1;
      failures.set(host, { count: (failures.get(host)?.count ?? 0) + 1, because });
    },
    get isAlive() {
      return isAlive;
    },
  };
}
