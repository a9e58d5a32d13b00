import type { ResolvedText } from '../parse/reference/index.ts';
import type { SourceFile } from '../read/source-file.ts';
import { partOf, type ReferenceParts, slotsAt, unresolvedPart } from './reference.ts';

/** What is asked of a plugin of Jenkins: its version, `latest`, or nothing. */
export function jenkinsPluginParts(
  file: SourceFile,
  name: ResolvedText,
  version: ResolvedText | null,
): ReferenceParts {
  // `incrementals;group;version` is a build that was not released.
  const semicolon = version ? version.text.lastIndexOf(';') : -1;
  const own = version && partOf(version, { start: semicolon + 1, end: version.text.length });
  const isMoving = own !== null && /^(?:latest|experimental)$/.test(own.text);
  const inName = unresolvedPart('name', name);
  return {
    kind: 'jenkins-plugin',
    name: name.text,
    source: 'plugins.jenkins.io',
    request: own ? { is: isMoving ? 'tag' : 'version', text: own.text } : { is: 'nothing' },
    ...(inName.unresolved || !own ? inName : unresolvedPart('version', own)),
    slots: own ? slotsAt(file, 'version', own, { start: 0, end: own.text.length }) : [],
  };
}
