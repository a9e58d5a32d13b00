import type { IncomingHttpHeaders } from 'node:http';

/**
 * Which site a browser sends a request for: this one, another, or unknown where it is no browser, or somebody typed the address.
 * Browsers send the cookie with whatever any site makes them send; what these two headers say no page can change.
 */
export function senderSite(headers: IncomingHttpHeaders, own: string): 'own' | 'other' | 'unknown' {
  const { origin, 'sec-fetch-site': site = 'none' } = headers;
  if (origin !== undefined) return origin === own ? 'own' : 'other';
  if (site === 'none') return 'unknown';
  return site === 'same-origin' ? 'own' : 'other';
}
