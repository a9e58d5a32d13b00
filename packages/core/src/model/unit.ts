/** A first-party part of the repository that uses components: a root module, a chart, a workflow. */
export interface Unit {
  readonly ref: string;
  readonly kind: string;
  /** Path of its file or directory, relative to the root; `.` is the root. */
  readonly path: string;
  /** Owners from CODEOWNERS, as written there. */
  readonly owners: readonly string[];
}

/** Makes the `ref` of a unit, unique among units and components. */
export function unitRef(kind: string, path: string): string {
  return `unit:${kind}:${path}`;
}
