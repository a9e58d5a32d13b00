import { joinedReference } from '../../reference/index.ts';
import { mapOf, type ScalarNode, scalarOf, textOf } from '../tree/index.ts';
import type { ImageAt } from './images.ts';
import type { KubernetesObject } from './objects.ts';

type Version = readonly [major: number, minor: number, patch: number];

// https://www.elastic.co/docs/deploy-manage/deploy/cloud-on-k8s: `version` says which image the operator runs. What it
// calls each is in its source only: https://github.com/elastic/cloud-on-k8s, pkg/controller/common/container.
const elastic: ReadonlyMap<string, (version: Version, type: string) => string> = new Map([
  ['elasticsearch', () => 'elasticsearch/elasticsearch:'],
  ['kibana', () => 'kibana/kibana:'],
  ['apm', () => 'apm/apm-server:'],
  ['logstash', () => 'logstash/logstash:'],
  ['enterprisesearch', () => 'enterprise-search/enterprise-search:'],
  ['beat', (_: Version, type: string) => `beats/${type}:`],
  ['agent', ([major]: Version) => (major < 9 ? 'beats/elastic-agent:' : 'elastic-agent/elastic-agent:')],
  ['autoops', () => 'elastic-agent/elastic-otel-collector:'],
  ['packageregistry', () => 'package-registry/distribution:lite-'],
  ['maps', mapsImage],
]);

/** Maps servers before 8.16 have an image for one base only. */
function mapsImage(version: Version): string {
  const isOld = isBefore(version, [7, 17, 16]) || (version[0] === 8 && isBefore(version, [8, 12, 0]));
  const suffix = isBefore(version, [8, 16, 0]) ? (isOld ? '-ubi8' : '-ubi') : '';
  return `elastic-maps-service/elastic-maps-server${suffix}:`;
}

function isBefore([major, minor, patch]: Version, [otherMajor, otherMinor, otherPatch]: Version): boolean {
  return (major - otherMajor || minor - otherMinor || patch - otherPatch) < 0;
}

/** The image that an operator runs for a custom resource which says only a version. */
export function* impliedImage({ root, apiVersion }: KubernetesObject, address: string): Iterable<ImageAt> {
  const [group = ''] = apiVersion.split('/');
  const suffix = '.k8s.elastic.co';
  const imageOf = group.endsWith(suffix) ? elastic.get(group.slice(0, -suffix.length)) : undefined;
  const version = scalarOf(root, 'spec', 'version');
  const map = mapOf(root, 'spec');
  if (!imageOf || !version || !isSaid(version) || map === undefined) return;
  const own = scalarOf(root, 'spec', 'image');
  if (own && isSaid(own)) return;
  const image = imageOf(numbersOf(version.text), textOf(root, 'spec', 'type') ?? '');
  const reference = joinedReference(version, [`docker.elastic.co/${image}`, version]);
  yield { reference, address: `${address}/spec/version`, map };
}

function numbersOf(version: string): Version {
  const [major = 0, minor = 0, patch = 0] = version.split('.').map((part) => Number.parseInt(part, 10));
  return [major, minor, patch];
}

function isSaid({ isNull, text }: ScalarNode): boolean {
  return !isNull && text !== '';
}
