import {
  embeddedScript,
  entries,
  type FileProblem,
  filledReference,
  imageReference,
  items,
  type Node,
  type ReferenceFact,
  type ReferenceSite,
  type Resolved,
  type ScalarNode,
  type SourceFile,
  textOf,
  writtenScalar,
} from '@fineprint/core';

// `$_NAME` and `${_NAME}`; those without an underscore are Google's own (`$PROJECT_ID`).
const expression = /\$\{?(?<name>_[A-Z0-9_]{1,200})\}?/g;

/** Reads a build (https://cloud.google.com/build/docs/build-config-file-schema). */
export function* readBuild(file: SourceFile, root: Node): Iterable<ReferenceFact | FileProblem> {
  const substitutions = new Map<string, ScalarNode>();
  for (const { key, value } of entries(root, 'substitutions'))
    if (value.is === 'scalar' && !value.isNull) substitutions.set(key.text, value);
  const lookup = (name: string) => substitutions.get(name);
  for (const [index, step] of items(root, 'steps').entries()) {
    const site: ReferenceSite = { file, address: `steps.${textOf(step, 'id') ?? index}`, usage: 'ci' };
    const name = writtenScalar(step, 'name');
    const reference = name && filledReference(file, name, { expression, lookup });
    if (reference && !isOwn.test(reference.resolved.text)) yield* imageReference(site, reference);
    yield* embeddedScript({ ...site, address: `${site.address}/script` }, scriptsOf(step), { expression });
  }
}

// A registry of the project that builds holds its own images.
const isOwn = /(?:^|\/)\$\{?PROJECT_(?:ID|NUMBER)\}?\//;

/** A step's `script`, or what a shell is given after `-c`. */
function scriptsOf(step: Resolved): readonly ScalarNode[] {
  const script = writtenScalar(step, 'script');
  if (script) return [script];
  const words = items(step, 'args').filter((word) => word.is === 'scalar');
  // An image whose own entrypoint runs its arguments is given the shell as the first of them.
  const isShell = /(?:^|\/)(?:ba|da|a)?sh$/.test(textOf(step, 'entrypoint') ?? words[0]?.text ?? '');
  const option = words.findIndex(({ text }) => /^-[a-z]*c$/.test(text));
  const given = isShell && option >= 0 ? words[option + 1] : undefined;
  return given ? [given] : [];
}
