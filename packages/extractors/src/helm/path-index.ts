/** Paths of values (`image.repository`), to find the first one that is, is above, or is below another. */
export class PathIndex {
  readonly #exact = new Map<string, number>();
  readonly #above = new Map<string, number>();

  /** Adds a path at a position; the first of several counts. What a chart says of `global` is no image's. */
  add(path: string, position: number): void {
    if (path === 'global' || this.#exact.has(path)) return;
    this.#exact.set(path, position);
    for (const above of pathsAbove(path)) if (!this.#above.has(above)) this.#above.set(above, position);
  }

  /** The first position of a path that is related to this one. */
  find(path: string): number | undefined {
    const found = [path, ...pathsAbove(path)].map((each) => this.#exact.get(each));
    const positions = [...found, path === 'global' ? undefined : this.#above.get(path)];
    return positions.filter((each) => each !== undefined).sort((one, other) => one - other)[0];
  }
}

// Paths of values are not deeper; what is cut off is nobody's path.
const deepest = 60;

function pathsAbove(path: string): readonly string[] {
  const above: string[] = [];
  for (
    let dot = path.lastIndexOf('.');
    dot > 0 && above.length < deepest;
    dot = path.lastIndexOf('.', dot - 1)
  ) {
    above.push(path.slice(0, dot));
  }
  return above;
}
