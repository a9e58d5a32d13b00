import type { Component } from '@fineprint/core';
import type { PackageMetadata } from '../metadata/metadata.ts';
import type { Disk } from './disk.ts';

/** A copy of a component that lies inside the root. */
export interface Copy {
  /** Directories that may hold its license files, nearest first: the first that has one decides. */
  readonly directories: readonly string[];
  /** What it says of itself, already read. */
  readonly metadata: readonly PackageMetadata[];
}

/** One way in which copies come to lie on disk: knows where a tool puts them. */
export interface Copies {
  readonly id: string;
  /** The copies of exactly this component: its name, and its version where both are known. */
  find(component: Component, disk: Disk): Iterable<Copy>;
}

/** Makes a copy of a directory and the metadata that was read in it. */
export function copyIn(directory: string, ...metadata: readonly PackageMetadata[]): Copy {
  return { directories: [directory], metadata };
}
