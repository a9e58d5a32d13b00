import type { DependencyFact, FileProblem, SourceFile } from '@fineprint/core';
import { gemFact } from './gem.ts';
import { rubyTool } from './gemfile.ts';
import { rubyStatements } from './statements.ts';

/** Reads the dependencies that stand in a `*.gemspec` (https://guides.rubygems.org/specification-reference/). */
export function* readGemspec(file: SourceFile): Iterable<DependencyFact | FileProblem> {
  for (const statement of rubyStatements(file.text)) {
    if (!('args' in statement)) continue;
    const { method, args } = statement;
    const isDevelopment = method === 'add_development_dependency';
    if (isDevelopment || method === 'add_dependency' || method === 'add_runtime_dependency') {
      const use = isDevelopment
        ? ({ usage: 'development', scope: 'excluded' } as const)
        : ({ usage: 'deployed' } as const);
      const fact = gemFact({ file, address: method, ...use }, args);
      if (fact) yield fact;
    }
    const [version, other] = args.filter(({ is }) => is === 'string');
    if (method === 'required_ruby_version' && version && !other)
      yield rubyTool({ file, address: method, usage: 'build' }, version);
  }
}
