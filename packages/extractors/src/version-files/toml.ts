import {
  type FileProblem,
  type Node,
  parseToml,
  type ReferenceFact,
  readDocuments,
  type SourceFile,
  scalarOf,
  textOf,
} from '@fineprint/core';
import { readVersions, versionFact } from './version-line.ts';

/** Reads `.tfswitch.toml` and `.tgswitch.toml`; `product` may say that OpenTofu is meant. */
export function* readSwitch(
  file: SourceFile,
  root: Node,
  tool: 'terraform' | 'terragrunt',
): Iterable<ReferenceFact> {
  const version = scalarOf(root, 'version');
  const name = tool === 'terraform' && textOf(root, 'product') === 'opentofu' ? 'tofu' : tool;
  if (version?.verbatim && version.text !== '')
    yield versionFact(file, { tool: name, usage: 'build', address: 'version' }, version);
}

/** Reads `rust-toolchain`, which holds a channel alone or is TOML (https://rust-lang.github.io/rustup/overrides.html). */
export function* readRustToolchain(file: SourceFile): Iterable<ReferenceFact | FileProblem> {
  if (!file.text.includes('[')) {
    yield* readVersions(file, { tool: 'rust', usage: 'development' });
    return;
  }
  yield* readDocuments(file, parseToml, function* (root) {
    const channel = scalarOf(root, 'toolchain', 'channel');
    if (channel?.verbatim)
      yield versionFact(file, { tool: 'rust', usage: 'development', address: 'toolchain.channel' }, channel);
  });
}
