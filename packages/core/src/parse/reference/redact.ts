import type { Span } from '../span.ts';

/** A text without its credentials, and where in the original they stood. */
export interface RedactedText {
  readonly text: string;
  readonly found: readonly Span[];
}

/**
 * Replaces each credential by `***`: user information in URLs, tokens of known shapes, query parameters and headers
 * that carry secrets. What another program fills in (`${TOKEN}`) is no credential. Everything printed goes through it.
 */
export function redactCredentials(text: string): RedactedText {
  const found = findCredentials(text);
  let redacted = '';
  let done = 0;
  for (const { start, end } of found) {
    redacted += `${text.slice(done, start)}***`;
    done = end;
  }
  return { text: redacted + text.slice(done), found };
}

/** Finds the credentials of a text, in order and without overlaps. */
export function findCredentials(text: string): readonly Span[] {
  if (!suspicious.test(text)) return none;
  const found: Span[] = [];
  collectUserInfo(text, found);
  collectParameters(text, found);
  for (const shape of tokenShapes) {
    for (const match of text.matchAll(shape))
      found.push({ start: match.index, end: match.index + match[0].length });
  }
  return merged(found);
}

const assigned =
  /(?:passw(?:or)?d|passphrase|secret|token|api[_-]?key|access[_-]?key)["']?\s{0,4}[:=]\s{0,4}["']?(?<value>[^\s"'`,;&|)}\]]{4,4096})/gi;
const userOption =
  /(?:^|\s)(?:-u|--user|--proxy-user)(?:\s{1,4}|=)["']?[^\s:"']{1,256}:(?<value>[^\s"']{1,4096})/g;

/**
 * Finds what a line that is shown had better not show: its credentials, and what stands after `password=`, `token:` or
 * `curl -u user:`. A name that is reported keeps such words, where they are most often a name.
 */
export function findSecrets(line: string): readonly Span[] {
  const found = [...findCredentials(line)];
  for (const shape of [assigned, userOption]) {
    for (const match of line.matchAll(shape)) {
      const value = match.groups?.value ?? '';
      const end = match.index + match[0].length;
      if (!isFilledIn(value)) found.push({ start: end - value.length, end });
    }
  }
  return merged(found);
}

// Every credential below holds one of these; nearly no reference does, and each is asked for its credentials.
const suspicious =
  /[@=]|authorization|-token|api-key|gh[opsur]_|github_pat_|gl[a-z]{2,5}-|A[KS]IA|xox|npm_|dckr_|pypi-|AIza|hv[sbr]\.|atlasv1|AT(?:BB|CTT)|sk_live|eyJ|PRIVATE KEY/i;
const none: readonly Span[] = [];

/** Says whether a query parameter of this name carries a secret: `sshkey`, `access_token`, `X-Amz-Signature`. */
export function isSecretParameter(name: string): boolean {
  return secretNames.has(name.toLowerCase());
}

const secretNames: ReadonlySet<string> = new Set([
  'access_key',
  'access_token',
  'accesskey',
  'api_key',
  'api-key',
  'apikey',
  'auth',
  'auth_token',
  'authorization',
  'aws_access_key_id',
  'aws_access_key_secret',
  'aws_access_token',
  'aws_secret_access_key',
  'awsaccesskeyid',
  'client_secret',
  'credential',
  'googleaccessid',
  'id_token',
  'job_token',
  'jwt',
  'key',
  'passphrase',
  'passwd',
  'password',
  'private_token',
  'pwd',
  'refresh_token',
  'secret',
  'secret_key',
  'session_token',
  'sig',
  'signature',
  'sshkey',
  'token',
  'x-amz-credential',
  'x-amz-security-token',
  'x-amz-signature',
  'x-goog-credential',
  'x-goog-signature',
]);

const authority = /(?:\/\/|::)(?<userInfo>[^\s/?#"'`<>\\]{1,4096})/g;
const digestAlgorithm = /^sha(?:256|384|512):/;
// These hosts put the plain user name into the clone URL that they offer.
const userNameHost = /^(?:bitbucket\.org|dev\.azure\.com|[a-z0-9-]{1,63}\.visualstudio\.com)(?:$|[:/])/i;

function collectUserInfo(text: string, found: Span[]): void {
  for (const match of text.matchAll(authority)) {
    const whole = match.groups?.userInfo ?? '';
    const at = whole.lastIndexOf('@');
    if (at <= 0) continue;

    // `docker://alpine:3.20@sha256:…` is an image by digest.
    const host = whole.slice(at + 1);
    if (digestAlgorithm.test(host)) continue;

    const start = match.index + 2;
    const secret = userInfoSecret(text, match.index, whole.slice(0, at), host);
    if (secret) found.push({ start: start + secret.start, end: start + secret.end });
  }
}

const webScheme = /(?:^|[^A-Za-z0-9])https?:$/i;

function userInfoSecret(text: string, slashes: number, userInfo: string, host: string): Span | null {
  const colon = userInfo.indexOf(':');
  const password = userInfo.slice(colon + 1);
  if (colon >= 0 && password !== '') {
    return isFilledIn(password) ? null : { start: colon + 1, end: userInfo.length };
  }
  // A user name alone is how SSH logs in; over HTTP it is where a token stands.
  if (!webScheme.test(text.slice(Math.max(0, slashes - 8), slashes))) return null;
  const user = colon < 0 ? userInfo : userInfo.slice(0, colon);
  if (user === '' || user === 'git' || isFilledIn(user) || userNameHost.test(host)) return null;
  return { start: 0, end: user.length };
}

const parameter = /(?<=[?&;])(?<name>[A-Za-z][A-Za-z_-]{1,31})=(?<value>[^&;#\s"'`<>\\]{1,65536})/g;
const header =
  /\b(?:authorization|private-token|x-api-key|job-token)\s{0,4}[:=]\s{0,4}(?:(?:bearer|basic|token)\s{1,4})?(?<value>[^\s"'`,;]{4,8192})/gi;

function collectParameters(text: string, found: Span[]): void {
  for (const match of text.matchAll(parameter)) {
    const value = match.groups?.value ?? '';
    if (!isSecretParameter(match.groups?.name ?? '') || isFilledIn(value)) continue;
    found.push({ start: match.index + match[0].length - value.length, end: match.index + match[0].length });
  }
  for (const match of text.matchAll(header)) {
    const value = match.groups?.value ?? '';
    if (isFilledIn(value)) continue;
    found.push({ start: match.index + match[0].length - value.length, end: match.index + match[0].length });
  }
}

const filledIn = /^(?:\$|\{\{|<<|%[A-Za-z_])/;

function isFilledIn(value: string): boolean {
  return filledIn.test(value);
}

/** Shapes that their makers publish so that scanners can find them. */
const tokenShapes: readonly RegExp[] = [
  /gh[opsur]_[A-Za-z0-9]{16,255}/g,
  /github_pat_[A-Za-z0-9_]{16,255}/g,
  /gl(?:pat|dt|rt|cbt|ptt|ft|imt|agent|soat|oas|ffct)-[A-Za-z0-9_.-]{16,300}/g,
  /(?<![A-Za-z0-9])A(?:KIA|SIA)[A-Z0-9]{16}(?![A-Za-z0-9])/g,
  /xox[abeoprs]-[A-Za-z0-9-]{10,255}/g,
  /(?<![A-Za-z0-9])npm_[A-Za-z0-9]{36}/g,
  /dckr_[a-z]{3}_[A-Za-z0-9_-]{20,64}/g,
  /(?<![A-Za-z0-9])pypi-AgE[A-Za-z0-9_-]{50,1024}/g,
  /(?<![A-Za-z0-9])AIza[A-Za-z0-9_-]{35}/g,
  /(?<![A-Za-z0-9])hv[sbr]\.[A-Za-z0-9_-]{20,300}/g,
  /(?<![A-Za-z0-9])[A-Za-z0-9]{14}\.atlasv1\.[A-Za-z0-9_-]{40,100}/g,
  /(?<![A-Za-z0-9])AT(?:BB|CTT3x)[A-Za-z0-9_=-]{20,300}/g,
  /(?<![A-Za-z0-9])sk_live_[A-Za-z0-9]{16,255}/g,
  /(?<![A-Za-z0-9])eyJ[A-Za-z0-9_-]{10,4096}\.eyJ[A-Za-z0-9_-]{4,8192}\.[A-Za-z0-9_-]{10,1024}/g,
  /-----BEGIN [A-Z ]{0,32}PRIVATE KEY-----[A-Za-z0-9+/=\s\\]{0,16384}(?:-----END [A-Z ]{0,32}PRIVATE KEY-----)?/g,
];

function merged(spans: Span[]): readonly Span[] {
  spans.sort((a, b) => a.start - b.start || b.end - a.end);
  const result: Span[] = [];
  for (const span of spans) {
    const last = result.at(-1);
    if (last && span.start < last.end)
      result[result.length - 1] = { start: last.start, end: Math.max(last.end, span.end) };
    else result.push(span);
  }
  return result;
}
