/** What whoever runs a server wants to see of it. */
export interface OperatingOptions {
  readonly ops?: { readonly host: string; readonly port: number };
  readonly traceTo?: string;
  readonly logRequest?: (line: string) => unknown;
}

/** What `serve` and `backup` need of the server, which is a package of its own: the command line alone installs without it. */
export interface ServerPackage {
  serve(
    options: OperatingOptions & {
      readonly data: string;
      readonly host: string;
      readonly port: number;
      readonly databaseUrl: string | null;
      readonly fourEyes: boolean;
      readonly publicOrigin?: string;
      readonly pages: unknown;
      failed(cause: unknown): void;
    },
  ): Promise<RunningServer>;
  backup(data: string, to: string): Promise<BackedUp>;
}

/** What a backup holds. */
export interface BackedUp {
  readonly documents: number;
  readonly copied: number;
  readonly missing: readonly string[];
}

/** A server that runs. */
export interface RunningServer {
  readonly url: string;
  readonly firstCode: string | null;
  readonly opsPort: number | null;
  stop(waitMs: number): Promise<void>;
}
