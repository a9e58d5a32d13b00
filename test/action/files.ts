/** A policy under which a licence that needs review fails. */
export const strictPolicy = 'rules:\n  license-needs-review: error\n';

/** A Compose file with a service for each image. */
export function compose(...images: readonly string[]): string {
  const services = images.map((image, index) => `  s${index}:\n    image: ${JSON.stringify(image)}\n`);
  return `services:\n${services.join('')}`;
}

/** A workflow with a step for each action. */
export function workflow(...actions: readonly string[]): string {
  const steps = actions.map((action) => `      - uses: ${JSON.stringify(action)}\n`);
  return `on: push\njobs:\n  a:\n    runs-on: ubuntu-24.04\n    steps:\n${steps.join('')}`;
}

/** An image that no policy minds: BSD-3-Clause, with a version. */
export const goodImage = 'docker.io/library/memcached:1.6.39';
/** An image under the SSPL, which the default policy wants reviewed. */
export const badImage = 'docker.io/library/mongo:7.0.1';
/** Another under the AGPL. */
export const otherBadImage = 'docker.io/grafana/grafana:10.0.0';
