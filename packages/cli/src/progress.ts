/** One line on a terminal that is wiped away in the end. */
export interface Progress {
  show(stage: string, done: number, total: number): void;
  /** Says that hosts are asked, of which nobody knows how long it takes. */
  ask(): void;
  clear(): void;
}

/** Shows how far a scan is on a terminal; silent everywhere else, and in CI. */
export function progressOn(
  stream: { readonly isTTY?: boolean; write(text: string): unknown },
  env: Readonly<Record<string, string | undefined>>,
  quiet: boolean,
): Progress {
  const shows = stream.isTTY === true && !quiet && !env.CI && env.TERM !== 'dumb';
  let shown = -1;
  return {
    show(stage, done, total) {
      const percent = Math.floor((done / Math.max(total, 1)) * 100);
      if (!shows || total < 200 || percent === shown) return;
      shown = percent;
      stream.write(`\r${stage} ${percent} % of ${total} files`);
    },
    ask() {
      if (!shows) return;
      shown = 100;
      stream.write('\rasking registries and hosts of code …\x1b[K');
    },
    clear() {
      if (shown >= 0) stream.write('\r\x1b[K');
      shown = -1;
    },
  };
}
