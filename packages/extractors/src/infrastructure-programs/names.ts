import type { Literal, Program } from '@fineprint/core';

/** A name of a library, as its path: `@pulumi/kubernetes/helm/v3/Chart`, `aws_cdk/aws_ecs/ContainerImage/from_registry`. */
export type LibraryPath = readonly string[];

/** What a dotted name of a program may stand for in the libraries that it imports. */
export function libraryPaths(callee: string, program: Program, depth = 0): readonly LibraryPath[] {
  const [first = '', ...rest] = callee.split('.');
  const module = program.imports.names.get(first);
  if (module !== undefined) return [[...module.split('/'), ...rest]];
  // `const helm = k8s.helm.v3`
  const declared = program.declared.get(first);
  const other = declared ? dotted(declared.value) : null;
  if (other !== null && depth < 3) return libraryPaths([other, ...rest].join('.'), program, depth + 1);
  const spaces = program.imports.open.map((namespace) => [...namespace.split('/'), first, ...rest]);
  return program.language === 'csharp' ? [[first, ...rest], ...spaces] : spaces;
}

function dotted(value: Literal): string | null {
  if (value.is === 'name') return value.name;
  if (value.is !== 'member' || value.key.is !== 'text') return null;
  const [part] = value.key.parts;
  const of = dotted(value.of);
  return part?.is === 'run' && of !== null ? `${of}.${part.text}` : null;
}

/** Whether a program takes anything of modules whose path begins with one of these. */
export function importsAny({ imports }: Program, prefixes: readonly string[]): boolean {
  const paths = [...imports.names.values(), ...imports.open];
  return paths.some((path) => prefixes.some((prefix) => path.startsWith(prefix)));
}
