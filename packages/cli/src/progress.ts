/** Shows how far a scan is on a terminal, one line that is wiped away; silent everywhere else, and in CI. */
export function progressOn(
  stream: { readonly isTTY?: boolean; write(text: string): unknown },
  env: Readonly<Record<string, string | undefined>>,
  quiet: boolean,
): { show(stage: string, done: number, total: number): void; clear(): void } {
  const shows = stream.isTTY === true && !quiet && !env.CI && env.TERM !== 'dumb';
  let shown = -1;
  return {
    show(stage, done, total) {
      const percent = Math.floor((done / Math.max(total, 1)) * 100);
      if (!shows || total < 200 || percent === shown) return;
      shown = percent;
      stream.write(`\r${stage} ${percent} % of ${total} files`);
    },
    clear() {
      if (shown >= 0) stream.write('\r\x1b[K');
      shown = -1;
    },
  };
}
