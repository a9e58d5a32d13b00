import { isBuiltin } from 'node:module';
import type { Plugin } from 'esbuild';

// Node has the others loaded when a program starts. These take milliseconds, and not every run needs them.
const costly: ReadonlySet<string> = new Set(['node:child_process', 'node:crypto', 'node:zlib']);

/**
 * Takes what Node ships from `process.getBuiltinModule`. An `import` of `node:fs` would make Node fill the whole
 * namespace, for which it loads streams and more: a sixth of the time that a small scan takes.
 */
export const builtins: Plugin = {
  name: 'builtins',
  setup(build) {
    build.onResolve({ filter: /^(?:node:)?[a-z0-9_]+(?:\/[a-z0-9_]+)?$/ }, ({ path, kind }) => {
      if (!isBuiltin(path)) return null;
      return { path, namespace: kind === 'require-call' ? 'required' : 'imported', sideEffects: false };
    });
    build.onLoad({ filter: /./, namespace: 'imported' }, ({ path }) => ({ contents: moduleOf(path) }));
    build.onLoad({ filter: /./, namespace: 'required' }, ({ path }) => ({
      contents: `module.exports = ${builtin(path)};`,
    }));
  },
};

/** A module with the exports of a built-in one; those that nobody imports are dropped. */
function moduleOf(path: string): string {
  const value: object = process.getBuiltinModule(path) ?? {};
  const names = Object.keys(value).filter((name) => name !== 'default' && /^[A-Za-z]\w*$/.test(name));
  if (costly.has(path)) {
    // What is no function would have to be loaded at once; whoever imports it is told by the build.
    const functions = names.filter((name) => typeof Reflect.get(value, name) === 'function');
    const calls = functions.map(
      (name) => `export const ${name} = (...given) => ${builtin(path)}.${name}(...given);`,
    );
    return [...calls, `export default { ${functions.join(', ')} };`].join('\n');
  }
  const pure = (expression: string) => `/* @__PURE__ */ (() => ${expression})();`;
  const exports = names.map((name) => `export const ${name} = ${pure(`${builtin(path)}.${name}`)}`);
  return [...exports, `export default ${pure(builtin(path))}`].join('\n');
}

function builtin(path: string): string {
  return `process.getBuiltinModule(${JSON.stringify(path)})`;
}
