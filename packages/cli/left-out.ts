import { readFileSync } from 'node:fs';
import type { Plugin } from 'esbuild';

const nothing = 'module.exports = {};';

/**
 * What libraries bring along for tasks that nobody here gives them, and what stands in its place: a quarter of what would be
 * built otherwise. pacote can also clone repositories, run scripts of packages, check signatures, pack and unpack directories;
 * here it is asked for documents and for the bytes of tarballs, by an agent of our own that knows the proxies, and its
 * answers are UTF-8. The CycloneDX library also validates and writes XML, which we do ourselves.
 */
const leftOuts: readonly (readonly [RegExp, string])[] = [
  [
    /^(?:@npmcli\/(?:git|run-script|installed-package-contents)|sigstore|npm-packlist|tar|encoding|iconv-lite)$/,
    nothing,
  ],
  [/^glob$/, 'exports.glob = async () => [];'],
  // Another agent than ours would ask hosts that nobody allowed.
  [
    /^@npmcli\/agent$/,
    'exports.getAgent = (url, { agent }) => { if (agent) return agent; throw new Error("No agent."); };',
  ],
];
const cyclonedx = /cyclonedx-library[\\/]dist\.node[\\/](?:serialize[\\/]xml|validation[\\/]|resources)/;
// Of the list of licences its ids are used, and not their names.
const spdxSchema = /cyclonedx-library[\\/]res[\\/]schema[\\/]spdx\.SNAPSHOT\.schema\.json$/;

/** Leaves these parts of libraries out of a build. */
export const leftOut: Plugin = {
  name: 'left-out',
  setup(build) {
    for (const [filter, contents] of leftOuts) {
      const namespace = `left-out ${filter.source}`;
      build.onResolve({ filter }, ({ path }) => ({ path, namespace }));
      build.onLoad({ filter: /./, namespace }, () => ({ contents }));
    }
    build.onLoad({ filter: cyclonedx }, () => ({ contents: nothing }));
    build.onLoad({ filter: spdxSchema }, ({ path }) => {
      const { enum: ids } = JSON.parse(readFileSync(path, 'utf8'));
      return { contents: JSON.stringify({ enum: ids }), loader: 'json' };
    });
  },
};
