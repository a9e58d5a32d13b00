import { hclText } from '@fineprint/core';
import { directoriesAbove, directoryOf, inside } from './paths.ts';
import type { Project, Usage } from './project.ts';

/** The program that Terragrunt runs, and the registry that it asks where a source names none. */
export interface Program {
  readonly tool: 'terraform' | 'tofu';
  readonly registry: string;
}

const terraform: Program = { tool: 'terraform', registry: 'registry.terraform.io' };
const openTofu: Program = { tool: 'tofu', registry: 'registry.opentofu.org' };

/** Decides by `terraform_binary` of a configuration or one that it includes, else by `.opentofu-version` above it. */
export function programOf(project: Project, path: string, usage: Usage): Program {
  const { child } = usage;
  for (const each of new Set([path, child, ...project.includes(child, usage).values()])) {
    const binary = project.facts(each).find(({ is }) => is === 'binary');
    const name = binary?.is === 'binary' ? hclText(project.value(each, usage, binary.value)) : null;
    if (name !== null && /(?:^|\/)(?:tofu|terraform)$/.test(name))
      return name.endsWith('tofu') ? openTofu : terraform;
  }
  const directory = directoryOf(child);
  const isOpenTofu = [directory, ...directoriesAbove(directory)].some((above) =>
    project.tree.has(inside(above, '.opentofu-version')),
  );
  return isOpenTofu ? openTofu : terraform;
}
