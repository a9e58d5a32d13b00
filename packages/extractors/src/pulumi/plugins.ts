import {
  items,
  type Node,
  type ReferenceFact,
  referenceFact,
  type SourceFile,
  scalarOf,
  scalarReference,
  slotsAt,
} from '@fineprint/core';
import { pluginFact } from './packages.ts';

/** Reads `plugins`: those with a path lie in the repository. */
export function* readPlugins(file: SourceFile, root: Node): Iterable<ReferenceFact> {
  for (const section of ['providers', 'languages', 'analyzers']) {
    for (const plugin of items(root, 'plugins', section)) {
      const name = scalarOf(plugin, 'name');
      const version = scalarOf(plugin, 'version');
      if (!name || name.isNull || scalarOf(plugin, 'path')) continue;
      const site = { file, address: `plugins.${section}.${name.text}`, usage: 'deployed' } as const;
      const asked = version && !version.isNull ? scalarReference(version).resolved : null;
      yield pluginFact(site, scalarReference(name), name.text, asked);
    }
  }
}

/** Reads `requiredPulumiVersion`: https://www.pulumi.com/docs/iac/concepts/projects/project-file/ */
export function* readRequiredVersion(file: SourceFile, root: Node): Iterable<ReferenceFact> {
  const version = scalarOf(root, 'requiredPulumiVersion');
  if (!version || version.isNull || version.text === '') return;
  const reference = scalarReference(version);
  const site = { file, address: 'requiredPulumiVersion', usage: 'deployed' } as const;
  yield referenceFact(site, reference, {
    kind: 'tool',
    name: 'pulumi',
    request: { is: 'version', text: version.text },
    slots: slotsAt(file, 'version', reference.resolved, { start: 0, end: version.text.length }),
  });
}
