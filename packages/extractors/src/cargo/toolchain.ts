import {
  encodedText,
  type FileProblem,
  type Node,
  parseToml,
  type Reference,
  type ReferenceFact,
  readDocuments,
  referenceFact,
  type SourceFile,
  scalarOf,
  scalarReference,
  slotsAt,
} from '@fineprint/core';

/** Reads `rust-toolchain.toml`, and `rust-toolchain`, which may hold a channel alone (https://rust-lang.github.io/rustup/overrides.html). */
export function* readToolchain(file: SourceFile): Iterable<ReferenceFact | FileProblem> {
  if (file.text.includes('[')) {
    yield* readDocuments(file, parseToml, (root) => {
      const channel = scalarOf(root, 'toolchain', 'channel');
      return channel && !channel.isNull ? [rust(file, 'toolchain.channel', scalarReference(channel))] : [];
    });
    return;
  }
  const text = file.text.trim();
  const start = file.text.indexOf(text);
  const at = { start, end: start + text.length };
  if (/^\S+$/.test(text)) yield rust(file, 'channel', { at, resolved: encodedText(text, at, true) });
  else if (text !== '')
    yield file.problem('syntax-invalid', 'A toolchain is one word, or a table of TOML.', at);
}

/** `rust-version`: the least one that will do. */
export function* minimumRust(file: SourceFile, root: Node): Iterable<ReferenceFact> {
  for (const path of [
    ['package', 'rust-version'],
    ['workspace', 'package', 'rust-version'],
  ]) {
    const minimum = scalarOf(root, ...path);
    if (!minimum || minimum.isNull) continue;
    const fact = rust(file, path.join('.'), scalarReference(minimum));
    yield { ...fact, usage: 'build', request: { is: 'version', text: `>=${minimum.text}` } };
  }
}

// What follows the releases of a channel; of one with a date the scheme of versions says nothing.
const channel = /^(?:stable|beta|nightly)(?:-|$)/;

function rust(file: SourceFile, address: string, reference: Reference): ReferenceFact {
  const { text } = reference.resolved;
  return referenceFact({ file, address, usage: 'development' }, reference, {
    kind: 'tool',
    name: 'rust',
    request: { is: channel.test(text) ? 'tag' : 'version', text },
    slots: slotsAt(file, 'version', reference.resolved, { start: 0, end: text.length }),
  });
}
