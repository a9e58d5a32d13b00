import type { Plugin } from 'esbuild';

/**
 * pacote can also clone repositories, run scripts of packages and check signatures. Nobody here asks for that, and what
 * it would need is not in the build.
 */
export const leftOut: Plugin = {
  name: 'left-out',
  setup(build) {
    build.onResolve({ filter: /^(?:@npmcli\/(?:git|run-script)|sigstore)$/ }, ({ path }) => ({
      path,
      namespace: 'left-out',
    }));
    build.onLoad({ filter: /./, namespace: 'left-out' }, () => ({ contents: 'module.exports = {};' }));
  },
};
