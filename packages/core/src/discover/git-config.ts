/** Values of a git configuration by `section.key` or `section.subsection.key`, section and key in lower case; the last one wins. */
export type GitConfig = ReadonlyMap<string, string>;

const header = /^\s*\[(?<section>[A-Za-z0-9.-]+)(?:[ \t]+"(?<subsection>(?:[^"\\]|\\.)*)")?\s*\](?<rest>.*)$/;
const assignment = /^\s*(?<key>[A-Za-z][A-Za-z0-9-]*)[ \t]*(?:=(?<value>.*))?$/;
const credentials = /^(?<scheme>[a-z][a-z0-9+.-]*:\/\/)(?:[^/?#]*@)?(?<rest>[^?#]*)/i;
const scpLike = /^(?:(?<user>[^@/:]+)@)?(?<host>[A-Za-z0-9.-]+):(?<path>[^/\\].*)$/;
const unprintable = /[\x00-\x20\x7f-\x9f]/;

/** Parses a `.git/config` as the data it is: no `include`, no environment, nothing that git would run. */
export function parseGitConfig(text: string): GitConfig {
  const values = new Map<string, string>();
  let prefix = '';
  // A backslash at the end of a line continues the value on the next.
  for (const line of text.replaceAll(/\\\r?\n/g, '').split('\n')) {
    const section = header.exec(line)?.groups;
    if (section) {
      const subsection = section.subsection?.replaceAll(/\\(.)/g, '$1');
      prefix = (section.section ?? '').toLowerCase() + (subsection === undefined ? '' : `.${subsection}`);
    }
    const entry = assignment.exec(section ? (section.rest ?? '') : line)?.groups;
    if (entry?.key) values.set(`${prefix}.${entry.key.toLowerCase()}`, unquote(entry.value ?? 'true'));
  }
  return values;
}

/** URL of the remote `origin`, else of the only one, fit for a report: `null` for a local path or what is no URL. */
export function remoteOf(config: GitConfig): string | null {
  const remotes = [...config].filter(([key]) => /^remote\..+\.url$/s.test(key));
  const url = config.get('remote.origin.url') ?? (remotes.length === 1 ? remotes[0]?.[1] : undefined);
  return url === undefined ? null : withoutCredentials(url);
}

/** A remote's URL without user, password, query and fragment; `null` for a local path, which says where somebody works. */
export function withoutCredentials(url: string): string | null {
  if (unprintable.test(url)) return null;
  const parts = credentials.exec(url)?.groups;
  if (parts) return parts.scheme?.toLowerCase() === 'file://' ? null : `${parts.scheme}${parts.rest}`;
  const scp = scpLike.exec(url)?.groups;
  // `C:\repo` is a path; one letter is a drive.
  if (!scp?.host || scp.host.length === 1) return null;
  return `${scp.user === 'git' ? 'git@' : ''}${scp.host}:${scp.path}`;
}

/** Takes quotes, escapes and comments out of a value. */
function unquote(raw: string): string {
  let value = '';
  let quoted = false;
  for (let at = 0; at < raw.length; at += 1) {
    const character = raw[at] ?? '';
    if (character === '"') quoted = !quoted;
    else if (character === '\\') {
      at += 1;
      value += escapes.get(raw[at] ?? '') ?? raw[at] ?? '';
    } else if (!quoted && (character === '#' || character === ';')) break;
    else value += character;
  }
  return value.trim();
}

const escapes: ReadonlyMap<string, string> = new Map([
  ['n', '\n'],
  ['t', '\t'],
  ['b', '\b'],
]);
