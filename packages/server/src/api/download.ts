import type { Readable } from 'node:stream';

interface Described {
  readonly type: string;
  readonly fileName: string;
  readonly bytes?: number;
}

/** A file that is taken away: it is sent as it comes, and a browser keeps it and does not show it. */
export class Download {
  readonly content: Readable;
  readonly type: string;
  readonly fileName: string;
  /** Where it is known from the beginning. */
  readonly bytes: number | null;

  constructor(content: Readable, { type, fileName, bytes }: Described) {
    this.content = content;
    this.type = type;
    this.fileName = safeName(fileName);
    this.bytes = bytes ?? null;
  }

  /** What it is sent with. A page that is opened in place runs nothing, and belongs to no site. */
  headers(): Readonly<Record<string, string>> {
    return {
      'content-type': this.type,
      'content-disposition': `attachment; filename="${this.fileName}"`,
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, no-store',
      ...(this.bytes === null ? {} : { 'content-length': String(this.bytes) }),
    };
  }
}

/** Projects may be called anything; a file is called what every system takes. */
function safeName(name: string): string {
  return (
    name
      .replaceAll(/[^A-Za-z0-9._-]+/g, '-')
      .replace(/^[.-]+/, '')
      .slice(-120) || 'export'
  );
}
