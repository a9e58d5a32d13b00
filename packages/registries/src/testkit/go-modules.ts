import { zipOf } from '@fineprint/core/testkit';
import { goProxy } from '../protocols/go-proxy.ts';
import type { AskingMeans } from '../registry.ts';
import type { Limits } from '../web/limits.ts';
import { asked, meansOf } from './asked.ts';
import { type Loopback, webTo } from './loopback.ts';

type Env = Readonly<Record<string, string>>;

/** Means that may ask the servers, as the environment says. */
export function goMeans(servers: readonly Loopback[], env: Env, limits: Partial<Limits> = {}): AskingMeans {
  const hosts = servers.map(({ host }) => host);
  return { ...meansOf(webTo(hosts, { limits }), {}), env };
}

/** What comes of asking for the license of a module, a line for each finding; the server stands in `GOPROXY`. */
export async function goLicenses(
  server: Loopback,
  module: string,
  env: Env = {},
): Promise<readonly string[]> {
  const component = asked({ kind: 'library', name: `golang/${module}`, version: 'v1.0.0' });
  const found = await goProxy.licenses(component, goMeans([server], { GOPROXY: server.origin, ...env }));
  return found.map((one) => {
    if (one.is === 'text') return `${one.name}: ${one.text} (${one.source.replace(server.origin, 'HOME')})`;
    return `${one.is}: ${'because' in one ? one.because.replaceAll(server.host, 'HOST') : ''}`;
  });
}

/** The archive of a module (`go.example/m@v1.0.0`) with files in its root. */
export function moduleZip(path: string, files: Readonly<Record<string, string>>): Buffer {
  return zipOf(Object.entries(files).map(([name, text]) => ({ path: `${path}/${name}`, text })));
}
