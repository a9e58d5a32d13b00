import { mapOf, type ScalarNode, type SourceFile, scalarOf } from '@fineprint/core';
import type { ImageFact } from './facts.ts';
import type { KubernetesObject } from './images.ts';
import { pieceOf, separator } from './pieces.ts';

// https://www.elastic.co/docs/deploy-manage/deploy/cloud-on-k8s: `version` says which image the operator runs.
const elastic: ReadonlyMap<string, string> = new Map([
  ['elasticsearch.k8s.elastic.co', 'docker.elastic.co/elasticsearch/elasticsearch'],
  ['kibana.k8s.elastic.co', 'docker.elastic.co/kibana/kibana'],
  ['apm.k8s.elastic.co', 'docker.elastic.co/apm/apm-server'],
  ['logstash.k8s.elastic.co', 'docker.elastic.co/logstash/logstash'],
  ['enterprisesearch.k8s.elastic.co', 'docker.elastic.co/enterprise-search/enterprise-search'],
]);

/** The image that an operator runs for a custom resource which says only a version. */
export function* impliedImage(
  file: SourceFile,
  { root, apiVersion }: KubernetesObject,
  address: string,
): Iterable<ImageFact> {
  const image = elastic.get(apiVersion.slice(0, apiVersion.indexOf('/')));
  const version = scalarOf(root, 'spec', 'version');
  if (image === undefined || !version || !isSaid(version) || mapOf(root, 'spec') === undefined) return;
  const own = scalarOf(root, 'spec', 'image');
  if (own && isSaid(own)) return;
  yield {
    is: 'image',
    place: file.place(version),
    text: version.text,
    pieces: [separator(`${image}:`), pieceOf(file, version)],
    address: `${address}/spec/version`,
  };
}

function isSaid({ isNull, text }: ScalarNode): boolean {
  return !isNull && text !== '';
}
