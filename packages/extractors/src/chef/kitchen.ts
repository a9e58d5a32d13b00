import {
  type FileProblem,
  imageReference,
  items,
  type Node,
  type ReferenceFact,
  type Resolved,
  referenceFact,
  type SourceFile,
  scalarOf,
  scalarReference,
  slotsAt,
  textOf,
} from '@fineprint/core';

/** Reads the machines of Test Kitchen (https://kitchen.ci/docs/): images of containers, and boxes of Vagrant. */
export function* readKitchen(file: SourceFile, root: Node): Iterable<ReferenceFact | FileProblem> {
  yield* readDriver(file, root, textOf(root, 'driver', 'name'), 'driver');
  for (const platform of items(root, 'platforms')) {
    const driver = textOf(platform, 'driver', 'name') ?? textOf(root, 'driver', 'name');
    yield* readDriver(file, platform, driver, `platforms.${textOf(platform, 'name') ?? ''}`);
  }
}

const ofContainers = /^(?:docker|dokken|podman)$/;

function* readDriver(
  file: SourceFile,
  holder: Node | Resolved,
  driver: string | undefined,
  address: string,
): Iterable<ReferenceFact | FileProblem> {
  const site = { file, address, usage: 'development' } as const;
  const image = scalarOf(holder, 'driver', 'image');
  if (image && !image.isNull && ofContainers.test(driver ?? ''))
    yield* imageReference(site, scalarReference(image));
  const box = scalarOf(holder, 'driver', 'box');
  if (!box || box.isNull) return;
  const version = scalarOf(holder, 'driver', 'box_version');
  const asked = version && !version.isNull ? scalarReference(version).resolved : null;
  const isPlain = asked !== null && !version?.templated && /^[\w.]+$/.test(asked.text);
  yield referenceFact(site, scalarReference(box), {
    kind: 'vagrant-box',
    name: box.text,
    request: asked ? { is: 'version', text: asked.text } : { is: 'nothing' },
    slots: isPlain ? slotsAt(file, 'version', asked, { start: 0, end: asked.text.length }) : [],
  });
}
