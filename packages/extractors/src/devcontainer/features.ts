import {
  downloadParts,
  type FileProblem,
  imageReference,
  type PlacedSlot,
  type ReferenceFact,
  type ReferenceSite,
  type ResolvedEntry,
  referenceFact,
  type SourceFile,
  scalarReference,
  slotsAt,
  writtenScalar,
} from '@fineprint/core';
import type { DevcontainerFact } from './facts.ts';

/**
 * Reads a feature (https://containers.dev/implementors/features/#referencing-a-feature): `registry/repository:tag`, the URL of
 * an archive, or, before there was a registry, a name of the definitions that come with VS Code. A path is the repository's own.
 */
export function* readFeatureEntry(
  site: ReferenceSite,
  { key, value }: ResolvedEntry,
): Iterable<DevcontainerFact | FileProblem> {
  const reference = scalarReference(key);
  const { text } = reference.resolved;
  if (/^\.{0,2}\//.test(text)) return;
  if (/^https?:/.test(text)) {
    const parts = downloadParts(site.file, reference.resolved);
    if (parts)
      yield referenceFact(site, reference, { ...parts, kind: 'devcontainer-feature', unpinnable: byUrl });
  } else if (!text.includes('/')) {
    yield referenceFact(site, reference, {
      kind: 'devcontainer-feature',
      name: text,
      request: { is: 'nothing' },
      unpinnable: ofOldForm,
      slots: [],
    });
  } else yield* registryFeature(site, { key, value });
  yield* readTool(site, { key, value });
}

const byUrl = 'A feature that is fetched from a URL takes no checksum: name the one of a registry by hand.';

const ofOldForm =
  'Features were named so before there was a registry of them: name the one of a registry by hand.';

function* registryFeature(
  site: ReferenceSite,
  { key }: ResolvedEntry,
): Iterable<DevcontainerFact | FileProblem> {
  // `owner/repository/feature@version` is a release of GitHub, as features were shared at first.
  const isRelease = !/^[^/]*[.:]/.test(key.text);
  const reference = scalarReference(key);
  if (!isRelease) {
    for (const fact of imageReference(site, reference)) {
      if (fact.is === 'problem') yield fact;
      else {
        const slots = fact.slots.map((slot) => insteadOfTag(site.file, slot, fact));
        yield {
          is: 'feature',
          reference: { ...fact, kind: 'devcontainer-feature', slots },
          place: fact.place,
        };
      }
    }
    return;
  }
  const at = key.text.indexOf('@');
  const range = { start: at + 1, end: key.text.length };
  yield referenceFact(site, reference, {
    kind: 'devcontainer-feature',
    name: `github.com/${at < 0 ? key.text : key.text.slice(0, at)}`,
    request: at < 0 ? { is: 'nothing' } : { is: 'tag', text: key.text.slice(range.start) },
    unpinnable: ofOldForm,
    slots: at < 0 ? [] : slotsAt(site.file, 'version', reference.resolved, range),
  });
}

/** A feature is asked for by a tag or by a digest, but not by both: https://containers.dev/implementors/features/#referencing-a-feature. */
function insteadOfTag(file: SourceFile, slot: PlacedSlot, { request }: ReferenceFact): PlacedSlot {
  if (slot.is !== 'digest' || !slot.absent || request.is === 'nothing') return slot;
  const end = slot.place.start;
  const start = end - request.text.length - 1;
  return { ...slot, value: file.text.slice(start, end), place: file.place({ start, end }) };
}

// Features of https://github.com/devcontainers/features whose option `version` is that of a program.
const tools: ReadonlySet<string> = new Set([
  ...[
    'go',
    'node',
    'python',
    'ruby',
    'rust',
    'java',
    'dotnet',
    'php',
    'terraform',
    'aws-cli',
    'azure-cli',
    'github-cli',
  ],
  ...['powershell', 'conda', 'nix', 'hugo', 'git'],
]);

/** The version of the program that a feature installs, where the configuration gives one. */
function* readTool(site: ReferenceSite, { key, value }: ResolvedEntry): Iterable<DevcontainerFact> {
  const name = /\/devcontainers\/features\/(?<name>[\w-]+)/.exec(key.text)?.groups?.name ?? '';
  const version =
    writtenScalar(value, 'version') ?? (value.is === 'scalar' ? writtenScalar(value) : undefined);
  // `none` leaves out the program that the feature is called after.
  if (!tools.has(name) || !version || version.text === 'none') return;
  const { text } = version;
  const reference = scalarReference(version);
  yield referenceFact({ ...site, address: `${site.address}/version` }, reference, {
    kind: 'tool',
    name,
    request: { is: /\d/.test(text) ? 'version' : 'tag', text },
    slots: slotsAt(site.file, 'version', reference.resolved, { start: 0, end: text.length }),
  });
}
