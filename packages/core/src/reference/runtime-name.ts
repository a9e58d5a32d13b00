// What other tools call them.
const names: ReadonlyMap<string, string> = new Map([
  ['nodejs', 'node'],
  ['node.js', 'node'],
  ['dotnetcore', 'dotnet'],
  ['golang', 'go'],
]);

/** The name of a runtime, whichever way a platform spells it: Lambda's `nodejs` is `node`. */
export function runtimeName(spelled: string): string {
  const name = spelled.toLowerCase();
  return names.get(name) ?? name;
}
