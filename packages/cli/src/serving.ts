/** What `serve` needs of the server, which is a package of its own: the command line alone installs without it. */
export interface ServerPackage {
  serve(options: {
    readonly data: string;
    readonly host: string;
    readonly port: number;
    readonly databaseUrl: string | null;
    readonly fourEyes: boolean;
    readonly keptReports: number;
    readonly publicOrigin?: string;
    readonly pages: unknown;
    failed(cause: unknown): void;
  }): Promise<RunningServer>;
}

/** A server that runs. */
export interface RunningServer {
  readonly url: string;
  readonly firstCode: string | null;
  stop(waitMs: number): Promise<void>;
}
