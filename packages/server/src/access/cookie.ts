import type { CookieSerializeOptions } from '@fastify/cookie';

/** The name of the session's cookie: with this prefix, browsers take it from this host alone, and never without TLS. */
export function cookieName(origin: string): string {
  return canBeSecure(origin) ? '__Host-fineprint' : 'fineprint';
}

/** How the session's cookie is set. */
export function cookieOptions(origin: string): CookieSerializeOptions {
  return { path: '/', httpOnly: true, sameSite: 'lax', secure: canBeSecure(origin) };
}

/** Browsers trust this machine without TLS. */
function canBeSecure(origin: string): boolean {
  const { protocol, hostname } = new URL(origin);
  return (
    protocol === 'https:' || hostname === 'localhost' || hostname === '127.0.0.1' || hostname === '[::1]'
  );
}
