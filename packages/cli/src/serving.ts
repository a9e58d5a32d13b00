/** What whoever runs a server wants to see of it. */
export interface OperatingOptions {
  readonly limits?: { readonly requests?: number; readonly uploads?: number };
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
      readonly blobs: string | null;
      readonly worker: boolean;
      readonly fourEyes: boolean;
      readonly isDemo: boolean;
      readonly webhookHosts?: readonly string[];
      readonly keptReports: number;
      readonly publicOrigin?: string;
      readonly trustedProxies?: string;
      readonly adminLink?: boolean;
      readonly pages: unknown;
      failed(cause: unknown): void;
    },
  ): Promise<RunningServer>;
  work(options: {
    readonly databaseUrl: string | null;
    readonly blobs: string | null;
    readonly publicOrigin: string;
    readonly webhookHosts: readonly string[];
    readonly keptReports?: number;
    failed(cause: unknown): void;
  }): Promise<RunningProcess>;
  backup(data: string, to: string): Promise<BackedUp>;
  /** What the environment says about who may come in. */
  accessOptions(env: Readonly<Record<string, string | undefined>>): object;
}

/** What a backup holds. */
export interface BackedUp {
  readonly documents: number;
  readonly copied: number;
  readonly missing: readonly string[];
}

/** A process of the server that runs. */
export interface RunningProcess {
  stop(waitMs: number): Promise<void>;
}

/** A server that runs. */
export interface RunningServer extends RunningProcess {
  readonly url: string;
  readonly firstCode: string | null;
  readonly opsPort: number | null;
}
