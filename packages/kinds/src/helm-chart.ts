import { type Kind, purl, trimTrailingSlashes } from '@fineprint/core';
import { semanticVersions } from './versions.ts';

/** A Helm chart: its name, and as `source` the URL of its repository (`https://…`, or `oci://…` without the chart). */
export const helmChart = {
  id: 'helm-chart',
  title: 'Helm charts',
  type: 'application',
  keyName({ name, source }) {
    const repository = repositoryOf(source);
    return repository === '' ? name : `${repository}/${name}`;
  },
  purls({ name, source, version, requested, digest }) {
    const at = version ?? requested;
    const repository = repositoryOf(source);
    if (source?.startsWith('oci://')) {
      const registered = purl({
        type: 'oci',
        name,
        version: digest,
        qualifiers: { repository_url: `${repository}/${name}`, tag: at },
      });
      return { registered, proposed: null };
    }
    const parts = {
      name,
      version: at,
      qualifiers: { repository_url: source && `${schemeOf(source)}${repository}` },
    };
    return { registered: purl({ ...parts, type: 'generic' }), proposed: purl({ ...parts, type: 'helm' }) };
  },
  versions: semanticVersions,
  // A chart repository's index may give a version another archive: only a digest of the archive is firm. By
  // custom versions do not change, which is what `exact` says.
  pins: ['digest', 'exact', 'range', 'none'],
  contents: ['helm'],
  holds: ({ source }) => (source !== null && fromRepository.test(source) ? 'tree' : null),
  covers: 'artifact',
} as const satisfies Kind;

const fromRepository = /^(?:https?|oci):\/\//i;
const scheme = /^[a-z][a-z0-9+.-]*:\/\//i;

function schemeOf(source: string): string {
  return scheme.exec(source)?.[0] ?? '';
}

/** A repository's host and path: who asks for it, and with which token, makes no other chart of it. */
function repositoryOf(source: string | null): string {
  const [address = ''] = (source ?? '').replace(scheme, '').split(/[?#]/, 1);
  const slash = address.indexOf('/');
  const host = slash < 0 ? address : address.slice(0, slash);
  return trimTrailingSlashes(`${host.slice(host.lastIndexOf('@') + 1)}${address.slice(host.length)}`);
}
