import {
  encodedText,
  type FileProblem,
  imageReference,
  items,
  type Node,
  type Reference,
  type ReferenceFact,
  type Resolved,
  referenceFact,
  type ScalarNode,
  type SourceFile,
  scalarOf,
  slotsAt,
  substituteVariables,
  textOf,
} from '@fineprint/core';

/** Reads the machines on which a role is tested: images of containers, or boxes of Vagrant. */
export function* readMolecule(file: SourceFile, root: Node): Iterable<ReferenceFact | FileProblem> {
  for (const platform of items(root, 'platforms')) {
    const address = `platforms.${textOf(platform, 'name') ?? ''}`;
    const site = { file, address, usage: 'development' } as const;
    const image = scalarOf(platform, 'image');
    const isBuilt =
      /^(?:true|yes)$/i.test(textOf(platform, 'pre_build_image') ?? '') === false &&
      textOf(platform, 'dockerfile') !== undefined;
    if (image && !image.isNull && image.text !== '' && !isBuilt && !isOfCloud(root))
      yield* imageReference(site, substituted(image));
    const box = scalarOf(platform, 'box');
    if (box && !box.isNull) yield boxFact(site, platform, box);
  }
}

/** Drivers of clouds call images of machines so, too. */
function isOfCloud(root: Node): boolean {
  const driver = textOf(root, 'driver', 'name') ?? 'docker';
  return !/^(?:docker|podman|containers?|default|delegated)$/.test(driver);
}

/** Molecule fills in variables of its environment as Compose does: `${MOLECULE_DISTRO:-rockylinux9}`. */
function substituted(scalar: ScalarNode): Reference {
  const { start, end, text, verbatim } = scalar;
  const at = { start, end };
  if (!verbatim) return { at, resolved: encodedText(text, scalar, false) };
  const { resolved } = substituteVariables(text, () => null);
  const pieces = resolved.pieces.map((piece) => ({
    ...piece,
    span: { start: piece.span.start + start, end: piece.span.end + start },
  }));
  return { at, resolved: { ...resolved, pieces } };
}

function boxFact(
  site: { readonly file: SourceFile; readonly address: string; readonly usage: 'development' },
  platform: Resolved,
  box: ScalarNode,
): ReferenceFact {
  const version = scalarOf(platform, 'box_version');
  const asked = version && !version.isNull ? substituted(version).resolved : null;
  return referenceFact(site, substituted(box), {
    kind: 'vagrant-box',
    name: substituted(box).resolved.text,
    request: asked ? { is: 'version', text: asked.text } : { is: 'nothing' },
    slots: asked ? slotsAt(site.file, 'version', asked, { start: 0, end: asked.text.length }) : [],
  });
}
