import { type Extractor, type Linked, linkUnlocked, type Tree, type UnitFiles } from '@fineprint/core';
import type { CargoFact } from './facts.ts';
import { readLockfile } from './lockfile.ts';
import { locksIn, missingLock } from './locks.ts';
import { readManifest } from './manifest.ts';
import { readToolchain } from './toolchain.ts';
import { cargoOccurrence } from './workspace.ts';

/** Crates of Rust: manifests, lockfiles and toolchains; a unit is a directory. */
export const cargo = {
  id: 'cargo',
  title: 'Cargo',
  formats: [
    {
      id: 'manifest',
      role: 'manifest',
      files: ['**/Cargo.toml'],
      words: ['dependencies', 'package', 'workspace', 'patch'],
      read: readManifest,
    },
    { id: 'lockfile', role: 'lockfile', files: ['**/Cargo.lock'], words: ['package'], read: readLockfile },
    {
      id: 'toolchain',
      role: 'manifest',
      files: ['**/rust-toolchain{,.toml}'],
      words: ['channel', 'stable', 'beta', 'nightly', '.'],
      read: readToolchain,
    },
  ],
  unit: (path) => (path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '.'),
  *link(unit: UnitFiles<CargoFact>, tree: Tree<CargoFact>): Iterable<Linked> {
    const locks = locksIn(tree);
    yield { is: 'unit', kind: 'cargo-package' };
    for (const file of unit.files) {
      const manifest = locks.manifest(file);
      const lock = locks.over(file.path);
      if (lock) yield* lock.linkManifest(manifest, cargoOccurrence);
      else yield* linkUnlocked(manifest, cargoOccurrence, missingLock(unit, tree));
      yield* locks.at(file.path)?.linkRest() ?? [];
    }
  },
} as const satisfies Extractor<CargoFact>;
