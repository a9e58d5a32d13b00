declare module '@20minutes/s3rver' {
  class S3rver {
    constructor(options: Readonly<Record<string, unknown>>);
    run(): Promise<{ readonly port: number }>;
  }
  export = S3rver;
}
