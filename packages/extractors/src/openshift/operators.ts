import {
  isOfGroup,
  items,
  type KubernetesObject,
  partOf,
  type Reference,
  type ReferenceFact,
  type ReferenceParts,
  type ReferenceSite,
  referenceFact,
  type ScalarNode,
  slotsAt,
  textOf,
  writtenScalar,
} from '@fineprint/core';

// Catalogs that clusters come with: https://docs.openshift.com/container-platform/latest/operators/understanding/olm-rh-catalogs.html
// and https://operatorhub.io
const catalogs: ReadonlyMap<string, string> = new Map([
  ['redhat-operators', 'registry.redhat.io/redhat/redhat-operator-index'],
  ['certified-operators', 'registry.redhat.io/redhat/certified-operator-index'],
  ['community-operators', 'registry.redhat.io/redhat/community-operator-index'],
  ['redhat-marketplace', 'registry.redhat.io/redhat/redhat-marketplace-index'],
  ['operatorhubio-catalog', 'quay.io/operatorhubio/catalog'],
]);

/**
 * Reads the operators that the Operator Lifecycle Manager installs: `Subscription` of its first version, `ClusterExtension`
 * of its second (https://olm.operatorframework.io).
 */
export function* readOperator(
  site: ReferenceSite,
  object: KubernetesObject,
  fill: (scalar: ScalarNode) => Reference,
): Iterable<ReferenceFact> {
  const isExtension = object.kind === 'ClusterExtension' && isOfGroup(object, 'olm.operatorframework.io');
  const isSubscription = object.kind === 'Subscription' && isOfGroup(object, 'operators.coreos.com');
  if (!isExtension && !isSubscription) return;
  const catalog = isExtension ? ['spec', 'source', 'catalog'] : ['spec'];
  const name = writtenScalar(object.root, ...catalog, isExtension ? 'packageName' : 'name');
  if (!name) return;
  const source = catalogs.get(textOf(object.root, 'spec', 'source') ?? '');
  const reference = fill(name);
  yield referenceFact(site, reference, {
    kind: 'tool',
    name: reference.resolved.text,
    ...(source === undefined ? {} : { source }),
    ...(isExtension ? extensionRequest(site, object, fill) : subscriptionRequest(site, object, fill)),
  });
}

type Request = Pick<ReferenceParts, 'request' | 'slots'>;

/** A channel moves on; a first version holds only where somebody must approve the next. */
function subscriptionRequest(
  { file }: ReferenceSite,
  { root }: KubernetesObject,
  fill: (scalar: ScalarNode) => Reference,
): Request {
  const first = writtenScalar(root, 'spec', 'startingCSV');
  const isHeld = textOf(root, 'spec', 'installPlanApproval') === 'Manual';
  const version = first && isHeld ? versionOf(fill(first)) : null;
  if (version) return requestOf(file, 'version', version);
  const channel = writtenScalar(root, 'spec', 'channel');
  return channel ? requestOf(file, 'tag', fill(channel).resolved) : { request: { is: 'nothing' }, slots: [] };
}

/** `example-operator.v1.2.3` */
function versionOf({ resolved }: Reference): Reference['resolved'] | null {
  const version = /\.(?<version>v?\d.*)$/.exec(resolved.text)?.groups?.version;
  const end = resolved.text.length;
  return version === undefined ? null : partOf(resolved, { start: end - version.length, end });
}

function extensionRequest(
  { file }: ReferenceSite,
  { root }: KubernetesObject,
  fill: (scalar: ScalarNode) => Reference,
): Request {
  const version = writtenScalar(root, 'spec', 'source', 'catalog', 'version');
  const [channel] = items(root, 'spec', 'source', 'catalog', 'channels');
  if (version) return requestOf(file, 'version', fill(version).resolved);
  return channel?.is === 'scalar'
    ? requestOf(file, 'tag', fill(channel).resolved)
    : { request: { is: 'nothing' }, slots: [] };
}

function requestOf(
  file: ReferenceSite['file'],
  is: 'version' | 'tag',
  resolved: Reference['resolved'],
): Request {
  const slots = slotsAt(file, 'version', resolved, { start: 0, end: resolved.text.length });
  return { request: { is, text: resolved.text }, slots };
}
