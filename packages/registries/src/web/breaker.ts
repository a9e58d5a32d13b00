/** Counts failures, so that what is down is asked a few times and not once for each component. */
export interface Breaker {
  /** Why a host is not asked any more, or `null`. */
  refusal(host: string): string | null;
  succeeded(host: string): void;
  /** Something answered, if only that it cannot. */
  heard(): void;
  /** `since` is what `silences` was when it was asked. */
  failed(host: string, failure: HostFailure, since: number): void;
  /** How many times, one after the other, somebody was waited for in vain while nothing had answered. */
  readonly silences: number;
  /** Whether anything has answered yet; before, nobody knows whether there is a network. */
  readonly isAlive: boolean;
}

/** Why asking a host failed. */
export interface HostFailure {
  readonly because: string;
  /** How sure it is to fail again: `gone` at once, `silent` where nothing else has answered either. */
  readonly is: 'gone' | 'silent' | 'passing';
}

const mostFailures = 3;
// Who is asked after that would have to answer at once, and may not even be looked up in vain.
const mostSilences = 2;

/**
 * Opens a breaker for one run: a host that failed three times in a row is left alone, and at once where there is no such host,
 * or where it is silent and nothing else has answered, so that a scan without a network waits only once.
 */
export function openBreaker(): Breaker {
  const failures = new Map<string, { count: number; because: string }>();
  let isAlive = false;
  let silences = 0;
  return {
    refusal(host) {
      const known = failures.get(host);
      if (known !== undefined && known.count >= mostFailures) return known.because;
      return !isAlive && silences >= mostSilences ? 'Nobody who was asked before it has answered.' : null;
    },
    succeeded(host) {
      isAlive = true;
      failures.delete(host);
    },
    heard() {
      isAlive = true;
    },
    failed(host, { because, is }, since) {
      if (is === 'silent' && !isAlive) silences = Math.max(silences, since + 1);
      const isFinal = is === 'gone' || (is === 'silent' && !isAlive);
      const count = (failures.get(host)?.count ?? 0) + (isFinal ? mostFailures : 1);
      failures.set(host, { count, because });
    },
    get silences() {
      return silences;
    },
    get isAlive() {
      return isAlive;
    },
  };
}
