import type { Rewrite } from './addresses.ts';
import type { KindRule } from './keys.ts';

const sameImages: readonly Rewrite[] = [
  [/^(?:index|registry-1)\.docker\.io\//, 'docker.io/'],
  [/^public\.ecr\.aws\/docker\/library\//, 'docker.io/library/'],
  [/^public\.ecr\.aws\/bitnami\//, 'docker.io/bitnami/'],
  [/^docker\.io\/bitnami(?:legacy|secure)\//, 'docker.io/bitnami/'],
  [/^mirror\.gcr\.io\//, 'docker.io/'],
  [/^k8s\.gcr\.io\//, 'registry.k8s.io/'],
  // LinuxServer publishes each image in three registries under one name.
  [/^(?:docker\.io|ghcr\.io)\/linuxserver\//, 'lscr.io/linuxserver/'],
  // Distributions with Ansible in them, on which roles are tested.
  [
    /^docker\.io\/geerlingguy\/docker-(amazonlinux|debian|fedora|rockylinux|ubuntu)\d{1,6}-ansible$/,
    'docker.io/library/$1',
  ],
  // The number is that of the language or of Debian: https://github.com/GoogleContainerTools/distroless
  [/^(gcr\.io\/distroless\/[a-z-]{1,40}?)\d{0,3}(?:-debian\d{1,3})?$/, '$1'],
];

/**
 * The repository that an image is built from, where its registry or its project names images by repositories. Packages
 * of ghcr.io belong to the account of that name, and by custom their names begin with that of the repository; below it
 * are parts of that program, or whatever else it needs. What is in an image of a repository that only packages
 * something (`docker-nginx`), the license of that repository does not say.
 */
const builtFrom: readonly Rewrite[] = [
  [
    /^ghcr\.io\/([a-z0-9-]+)\/(?!docker[-_.]|(?:[a-z0-9._-]{1,100}[-_.])?(?:docker|containers?|images?)(?:\/|$))([a-z0-9._-]+)(?:\/(?:\2[a-z0-9._-]*|agent|api|backend|cli|controller|frontend|manager|operator|server|ui|web|webhook|worker))?$/,
    '$1/$2',
  ],
  // Makefile.common of the project names the image after the repository, with dashes.
  [/^(?:quay\.io\/prometheus|docker\.io\/prom)\/([a-z0-9-]+)-exporter$/, 'prometheus/$1_exporter'],
  [/^(?:quay\.io\/prometheus|docker\.io\/prom)\/(alertmanager|prometheus|pushgateway)$/, 'prometheus/$1'],
  [
    /^(?:quay|docker)\.io\/prometheuscommunity\/(prom-label-proxy|yet-another-cloudwatch-exporter)$/,
    'prometheus-community/$1',
  ],
  [/^(?:quay|docker)\.io\/prometheuscommunity\/([a-z0-9-]+)-exporter$/, 'prometheus-community/$1_exporter'],
  // `ko` names an image after the import path of its program.
  [/^gcr\.io\/knative-releases\/knative\.dev\/(net-[a-z]+)\/.*$/, 'knative-extensions/$1'],
  [/^gcr\.io\/knative-releases\/knative\.dev\/([a-z-]+)\/.*$/, 'knative/$1'],
  [/^gcr\.io\/tekton-releases\/github\.com\/tektoncd\/([a-z-]+)\/.*$/, 'tektoncd/$1'],
  [/^quay\.io\/numaio\/(numaflow-(?:go|java|rs))\/.*$/, 'numaproj/$1'],
];

/** What is true of the names of container images. */
export const imageRule: KindRule = {
  kind: 'container-image',
  versions: 'tag',
  newest: true,
  sameAs: sameImages,
  repository: builtFrom,
  built: { covers: 'main-software', versions: 'of its repository' },
};
