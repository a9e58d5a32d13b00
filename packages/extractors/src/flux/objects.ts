import {
  type FileProblem,
  isOfGroup,
  type KubernetesObject,
  type Node,
  objectsIn,
  type ReferenceFact,
  type ReferenceSite,
  referenceFact,
  type SourceFile,
  scalarOf,
  scalarReference,
  textOf,
  writtenText,
} from '@fineprint/core';
import type { FluxFact } from './facts.ts';
import { readImages, readPatches } from './images.ts';
import { readRelease } from './releases.ts';
import { readSource } from './sources.ts';

/** Reads the objects of Flux in one document. */
export function* readObjects(file: SourceFile, root: Node): Iterable<FluxFact | FileProblem> {
  for (const object of objectsIn(root)) {
    const site: ReferenceSite = { file, address: `${object.kind}/${object.name}`, usage: 'deployed' };
    if (isOfGroup(object, 'source.toolkit.fluxcd.io')) yield* readSource(site, object);
    else if (isOfGroup(object, 'helm.toolkit.fluxcd.io')) yield* readRelease(site, object);
    else if (isOfGroup(object, 'kustomize.toolkit.fluxcd.io')) yield* readImages(site, object);
    else if (isOfGroup(object, 'fluxcd.controlplane.io')) {
      yield* readInstance(site, object);
      yield* readPatches(site, object.root, 'spec', 'kustomize', 'patches');
    }
  }
}

// `flux install --export` says at the top of gotk-components.yaml what it is.
const header = /^# Flux Version: (?<version>v?\d[\w.+-]*)[ \t]*\r?$/m;

/** Reads the version of Flux that a file of its components says. */
export function* readVersion(file: SourceFile): Iterable<ReferenceFact> {
  const match = header.exec(file.text.slice(0, 2_000));
  const version = match?.groups?.version;
  if (!match || version === undefined) return;
  const start = match.index + match[0].indexOf(version);
  const at = { start, end: start + version.length };
  yield referenceFact(
    { file, address: 'flux', usage: 'deployed' },
    { at, resolved: writtenText(version, start) },
    {
      kind: 'tool',
      name: 'flux',
      request: { is: 'version', text: version },
      slots: [{ is: 'version', value: version, place: file.place(at), verbatim: true }],
    },
  );
}

/** Reads a FluxInstance, by which the Flux operator installs a version of Flux. */
function* readInstance(site: ReferenceSite, { kind, root }: KubernetesObject): Iterable<ReferenceFact> {
  const version = scalarOf(root, 'spec', 'distribution', 'version');
  if (kind !== 'FluxInstance' || !version || textOf(version) === undefined) return;
  const { verbatim, text } = version;
  yield referenceFact({ ...site, address: `${site.address}/distribution` }, scalarReference(version), {
    kind: 'tool',
    name: 'flux',
    request: { is: 'version', text },
    slots: [{ is: 'version', value: text, place: site.file.place(version), verbatim }],
  });
}
