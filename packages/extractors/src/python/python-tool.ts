import {
  type ReferenceFact,
  referenceFact,
  type ScalarNode,
  type SourceFile,
  scalarReference,
  slotsAt,
} from '@fineprint/core';

/** The version of Python that a project asks for. */
export function* pythonTool(
  file: SourceFile,
  address: string,
  version: ScalarNode | undefined,
): Iterable<ReferenceFact> {
  if (!version || version.isNull || version.text === '' || version.text === '*') return;
  const reference = scalarReference(version);
  const whole = { start: 0, end: version.text.length };
  yield referenceFact({ file, address, usage: 'build' }, reference, {
    kind: 'tool',
    name: 'python',
    request: { is: 'version', text: version.text },
    slots: slotsAt(file, 'version', reference.resolved, whole),
  });
}
