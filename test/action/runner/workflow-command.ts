/** A line of a step's output that the runner takes for a command. */
export interface WorkflowCommand {
  readonly name: string;
  /** Names in lower case, because the runner compares them so. */
  readonly properties: ReadonlyMap<string, string>;
  readonly data: string;
}

// .NET's white space: JavaScript's without the byte order mark, and NEL.
const leadingSpace = /^(?:(?!\ufeff)[\s\u0085])+/;

/**
 * Reads a line as the runner does (actions/runner, `ActionCommand.cs`): `::name key=value,…::data` at its start, or the
 * older `##[name key=value;…]data` anywhere in it; only names that are registered make a command.
 */
export function parseCommand(line: string, registered: ReadonlySet<string>): WorkflowCommand | null {
  return colonCommand(line.replace(leadingSpace, ''), registered) ?? bracketCommand(line, registered);
}

function colonCommand(line: string, registered: ReadonlySet<string>): WorkflowCommand | null {
  const end = line.startsWith('::') ? line.indexOf('::', 2) : -1;
  if (end < 0) return null;
  const { name, rest } = head(line.slice(2, end));
  if (!registered.has(name.toLowerCase())) return null;
  const properties = propertiesOf(rest.trim(), ',', ['\r', '\n', ':', ',', '%']);
  return { name, properties, data: decode(line.slice(end + 2), ['\r', '\n', '%']) };
}

function bracketCommand(line: string, registered: ReadonlySet<string>): WorkflowCommand | null {
  const start = line.indexOf('##[');
  const end = start < 0 ? -1 : line.indexOf(']', start);
  if (end < 0) return null;
  const { name, rest } = head(line.slice(start + 3, end));
  if (!registered.has(name.toLowerCase())) return null;
  const escaped = [';', '\r', '\n', ']', '%'];
  return { name, properties: propertiesOf(rest, ';', escaped), data: decode(line.slice(end + 1), escaped) };
}

function head(text: string): { readonly name: string; readonly rest: string } {
  const space = text.indexOf(' ');
  // A space at the very start leaves the name empty and the properties unread.
  return space < 0 ? { name: text, rest: '' } : { name: text.slice(0, space), rest: text.slice(space + 1) };
}

function propertiesOf(
  text: string,
  separator: string,
  escaped: readonly string[],
): ReadonlyMap<string, string> {
  const properties = new Map<string, string>();
  for (const pair of text.split(separator)) {
    const equals = pair.indexOf('=');
    if (equals <= 0 || equals === pair.length - 1) continue;
    properties.set(pair.slice(0, equals).toLowerCase(), decode(pair.slice(equals + 1), escaped));
  }
  return properties;
}

/** One mark after the other, `%25` last, exactly so: `%250A` becomes `%0A`. */
function decode(text: string, escaped: readonly string[]): string {
  return escaped.reduce((unescaped, mark) => unescaped.replaceAll(codeOf(mark), mark), text);
}

function codeOf(mark: string): string {
  return `%${mark.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;
}
