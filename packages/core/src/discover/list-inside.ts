import { readdirSync } from 'node:fs';
import { compareText } from '../model/location.ts';
import { absolute, followLink, isPlainPath, type Root } from './root.ts';

/** Names in a directory inside the root, sorted by code unit; empty where there is none or a link leads to it. */
export function listInside(root: Root, path: string): readonly string[] {
  if (path !== '' && !isPlainPath(path)) return [];
  if (root.packed) {
    const directory = root.packed.list(path);
    const entries = typeof directory === 'string' ? [] : directory.entries;
    return entries.map(({ name }) => name).sort(compareText);
  }
  const target = followLink(root, path);
  if (target.is !== 'inside' || target.type !== 'directory' || target.path !== path) return [];
  return readdirSync(absolute(root, path)).sort(compareText);
}
