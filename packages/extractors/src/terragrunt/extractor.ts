import { type Extractor, hclText, type Linked, type Tree, type UnitFiles } from '@fineprint/core';
import { readConfiguration, readJsonConfiguration, readShared, readValues } from './configuration.ts';
import type { TerragruntFact } from './facts.ts';
import { linkGenerated } from './generated.ts';
import { directoryOf, pathInside } from './paths.ts';
import { programOf } from './program.ts';
import { type Project, projectOf, type Usage } from './project.ts';
import { linkCatalog, linkComponent, linkSource, type Site } from './sources.ts';
import { linkConstraint, linkEngine } from './tools.ts';

/** Reads Terragrunt: units, stacks, and the files that they include or read; a unit is a directory. */
export const terragrunt = {
  id: 'terragrunt',
  title: 'Terragrunt',
  formats: [
    {
      id: 'configuration',
      role: 'manifest',
      files: ['**/terragrunt.hcl', '**/terragrunt.stack.hcl', '**/root.hcl'],
      words: ['{', '='],
      read: readConfiguration,
    },
    {
      id: 'configuration-json',
      role: 'manifest',
      files: ['**/terragrunt.hcl.json'],
      words: ['{'],
      read: readJsonConfiguration,
    },
    {
      id: 'values',
      role: 'manifest',
      files: ['**/terragrunt.values.hcl'],
      words: ['='],
      read: readValues,
    },
    {
      id: 'shared',
      role: 'manifest',
      files: ['**/*.hcl'],
      // The reader looks at the blocks; that it may step back for the names above is all that this says.
      claims: () => true,
      words: ['locals', 'include', 'terraform', 'inputs', 'generate', 'dependency', 'catalog', 'engine'],
      read: readShared,
    },
  ],
  unit: directoryOf,
  *link(unit: UnitFiles<TerragruntFact>, tree: Tree<TerragruntFact>): Iterable<Linked> {
    const project = projectOf(tree);
    yield { is: 'unit', kind: unitKind(unit), uses: usesOf(project, unit) };
    for (const { path, facts } of unit.files) {
      for (const usage of facts.length > 0 ? project.usages(path) : []) {
        const site = { project, path, usage, program: programOf(project, path, usage) };
        for (const fact of facts) yield* linkFact(site, fact);
      }
    }
  },
} as const satisfies Extractor<TerragruntFact>;

function* linkFact(site: Site, fact: TerragruntFact): Iterable<Linked> {
  switch (fact.is) {
    case 'source':
      yield* linkSource(site, fact);
      return;
    case 'component':
      yield* linkComponent(site, fact);
      return;
    case 'catalog':
      yield* linkCatalog(site, fact);
      return;
    case 'engine':
      yield* linkEngine(site, fact);
      return;
    case 'constraint':
      yield* linkConstraint(site, fact);
      return;
    case 'generate':
      yield* linkGenerated(site, fact);
  }
}

function unitKind({ files }: UnitFiles<TerragruntFact>): string {
  const names = files.map(({ path }) => path.slice(path.lastIndexOf('/') + 1));
  if (names.includes('terragrunt.stack.hcl')) return 'terragrunt-stack';
  const isUnit = names.some((name) => name === 'terragrunt.hcl' || name === 'terragrunt.hcl.json');
  return isUnit ? 'terragrunt-unit' : 'terragrunt-configuration';
}

/** The directories that a unit includes, depends on, or is generated from. */
function usesOf(project: Project, unit: UnitFiles<TerragruntFact>): readonly string[] {
  const used = new Set<string>();
  for (const { path, facts } of unit.files) {
    const usage: Usage = { child: path, values: null };
    for (const target of project.includes(path, usage).values()) used.add(directoryOf(target));
    for (const fact of facts) {
      if (fact.is !== 'dependency' && fact.is !== 'component') continue;
      const expression = fact.is === 'dependency' ? fact.path : fact.source;
      const value = project.value(path, usage, expression);
      const target = value.is === 'string' ? pathInside(directoryOf(path), hclText(value) ?? '') : null;
      if (target !== null && project.tree.unit(target)) used.add(target);
    }
  }
  used.delete(unit.path);
  return [...used];
}
