/** Lets only so many pieces of work run at a time; the others wait in the order in which they came. */
export function openLanes(count: number): <T>(work: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = [];
  let free = count;
  return async (work) => {
    if (free > 0) free -= 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else free += 1;
    }
  };
}

/** Lanes of which one host may have only some: who is slow keeps nobody else waiting. */
export function openHostLanes(
  count: number,
  ofHost: number,
): <T>(host: string, work: () => Promise<T>) => Promise<T> {
  const all = openLanes(count);
  const hosts = new Map<string, ReturnType<typeof openLanes>>();
  return (host, work) => {
    const own = hosts.get(host) ?? openLanes(ofHost);
    hosts.set(host, own);
    return own(() => all(work));
  };
}
