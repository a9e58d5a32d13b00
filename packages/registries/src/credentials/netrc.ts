import { basic, type HostCredentials, type UserFiles } from './credentials.ts';

/** Credentials of `~/.netrc` (https://www.gnu.org/software/inetutils/manual/html_node/The-_002enetrc-file.html). */
export function netrcCredentials({ read, env }: UserFiles): HostCredentials {
  const machines = machinesOf(read(env.NETRC ?? '.netrc') ?? '');
  return ({ hostname }) => {
    const known = machines.get(hostname);
    if (known?.login === undefined || known.password === undefined) return null;
    return {
      authorization: basic(known.login, known.password),
      identity: `netrc ${hostname} ${known.login}`,
    };
  };
}

interface Machine {
  login?: string;
  password?: string;
}

function machinesOf(text: string): ReadonlyMap<string, Machine> {
  const machines = new Map<string, Machine>();
  const words = withoutMacros(text).match(/"(?:[^"\\]|\\.)*"|\S+/g) ?? [];
  let current: Machine | null = null;
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at];
    const value = (words[at + 1] ?? '').replace(/^"(?<inner>.*)"$/, '$<inner>');
    if (word === 'machine') {
      current = machines.get(value) ?? {};
      machines.set(value, current);
    } else if (word === 'default') current = null;
    else if (word === 'login' && current) current.login ??= value;
    else if (word === 'password' && current) current.password ??= value;
    if (word !== 'default') at += 1;
  }
  return machines;
}

/** The body of a macro ends at an empty line, and may hold any word. */
function withoutMacros(text: string): string {
  let isMacro = false;
  const lines = text.split(/\r?\n/).filter((line) => {
    isMacro = isMacro ? line.trim() !== '' : /^\s*macdef\b/.test(line);
    return !isMacro;
  });
  return lines.join('\n');
}
