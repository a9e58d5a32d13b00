import { spawn } from 'node:child_process';
import type { RequestListener } from 'node:http';

/** Answers requests as git's own server does, for the repositories of a directory. */
export function gitBackend(directory: string): RequestListener {
  return (request, response) => {
    const { pathname, search } = new URL(request.url ?? '', 'http://x');
    const { REMOTE_USER: _, ...env } = process.env;
    const cgi = spawn('git', ['http-backend'], {
      env: {
        ...env,
        GIT_PROJECT_ROOT: directory,
        GIT_HTTP_EXPORT_ALL: '1',
        PATH_INFO: pathname,
        QUERY_STRING: search.slice(1),
        REQUEST_METHOD: request.method ?? 'GET',
        CONTENT_TYPE: request.headers['content-type'] ?? '',
        HTTP_CONTENT_ENCODING: request.headers['content-encoding'] ?? '',
        HTTP_GIT_PROTOCOL: String(request.headers['git-protocol'] ?? ''),
      },
    });
    request.pipe(cgi.stdin);
    const chunks: Buffer[] = [];
    cgi.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
    cgi.on('close', () => {
      const output = Buffer.concat(chunks);
      const end = output.indexOf('\r\n\r\n');
      const head = output.toString('latin1', 0, end);
      const status = /^Status: (?<code>\d+)/m.exec(head)?.groups?.code;
      const type = /^Content-Type: (?<type>.+?)\r?$/m.exec(head)?.groups?.type ?? 'text/plain';
      response.writeHead(Number(status ?? 200), { 'content-type': type }).end(output.subarray(end + 4));
    });
  };
}
