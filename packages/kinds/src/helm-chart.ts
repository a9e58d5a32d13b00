import { type Kind, purl, trimTrailingSlashes } from '@fineprint/core';
import { semanticVersions } from './versions.ts';

/** A Helm chart: its name, and as `source` the URL of its repository (`https://…`, or `oci://…` without the chart). */
export const helmChart = {
  id: 'helm-chart',
  title: 'Helm charts',
  type: 'application',
  keyName({ name, source }) {
    const repository = withoutScheme(source);
    return repository === '' ? name : `${repository}/${name}`;
  },
  purls({ name, source, version, requested, digest }) {
    const at = version ?? requested;
    const repository = withoutScheme(source);
    if (source?.startsWith('oci://')) {
      const registered = purl({
        type: 'oci',
        name,
        version: digest,
        qualifiers: { repository_url: `${repository}/${name}`, tag: at },
      });
      return { registered, proposed: null };
    }
    const parts = { name, version: at, qualifiers: { repository_url: source } };
    return { registered: purl({ ...parts, type: 'generic' }), proposed: purl({ ...parts, type: 'helm' }) };
  },
  versions: semanticVersions,
  // A chart repository's index may give a version another archive: only a digest of the archive is firm. By
  // custom versions do not change, which is what `exact` says.
  pins: ['digest', 'exact', 'range', 'none'],
  covers: 'artifact',
} as const satisfies Kind;

function withoutScheme(source: string | null): string {
  return trimTrailingSlashes((source ?? '').replace(/^[a-z][a-z0-9+.-]*:\/\//i, ''));
}
