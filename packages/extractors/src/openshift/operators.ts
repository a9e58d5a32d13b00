import {
  get,
  isOfGroup,
  isSymbolic,
  items,
  type KubernetesObject,
  namedPath,
  partOf,
  type Reference,
  type ReferenceFact,
  type ReferenceParts,
  type ReferenceSite,
  type Resolved,
  referenceFact,
  type ScalarNode,
  slotsAt,
  textOf,
  walk,
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
 * of its second (https://olm.operatorframework.io), also inside of policies.
 */
export function* readOperators(
  site: ReferenceSite,
  { root }: KubernetesObject,
  fill: Fill,
): Iterable<ReferenceFact> {
  const found: { readonly object: KubernetesObject; readonly address: string }[] = [];
  walk(root, (node, path) => {
    const apiVersion = node.is === 'map' ? (textOf(node, 'apiVersion') ?? '') : '';
    if (!groups.test(apiVersion)) return undefined;
    const kind = textOf(node, 'kind') ?? '';
    const address = [site.address, ...namedPath(root, path)].join('/');
    found.push({ object: { root: node, apiVersion, kind, name: '' }, address });
    return undefined;
  });
  for (const { object, address } of found) yield* readOperator({ ...site, address }, object, fill);
}

// Policies hold objects: https://open-cluster-management.io/docs/getting-started/integration/policy-controllers
const groups = /^(?:operators\.coreos\.com|olm\.operatorframework\.io|policy\.open-cluster-management\.io)\//;

function* readOperator(site: ReferenceSite, object: KubernetesObject, fill: Fill): Iterable<ReferenceFact> {
  if (object.kind === 'OperatorPolicy') {
    const approval = writtenScalar(object.root, 'spec', 'upgradeApproval');
    const subscription = get(object.root, 'spec', 'subscription');
    if (subscription) yield* subscribed(site, subscription, approval?.text === 'None', fill);
    return;
  }
  const isExtension = object.kind === 'ClusterExtension' && isOfGroup(object, 'olm.operatorframework.io');
  const isSubscription = object.kind === 'Subscription' && isOfGroup(object, 'operators.coreos.com');
  const spec = get(object.root, 'spec');
  const isHeld = textOf(spec, 'installPlanApproval') === 'Manual';
  if (isSubscription && spec) yield* subscribed(site, spec, isHeld, fill);
  const catalog = get(spec, 'source', 'catalog');
  const name = isExtension ? writtenScalar(catalog, 'packageName') : undefined;
  if (name) yield operatorFact(site, fill(name), extensionRequest(site, catalog, fill), {});
}

function* subscribed(
  site: ReferenceSite,
  spec: Resolved,
  isHeld: boolean,
  fill: Fill,
): Iterable<ReferenceFact> {
  const name = writtenScalar(spec, 'name');
  if (!name) return;
  const source = catalogs.get(textOf(spec, 'source') ?? '');
  const request = subscriptionRequest(site, spec, isHeld, fill);
  yield operatorFact(site, fill(name), request, source === undefined ? {} : { source });
}

function operatorFact(
  site: ReferenceSite,
  reference: Reference,
  { request, slots }: Request,
  source: Pick<ReferenceParts, 'source'>,
): ReferenceFact {
  const name = reference.resolved.text;
  const isFilledIn = isSymbolic(name) || (request.is !== 'nothing' && isSymbolic(request.text));
  const part = isSymbolic(name) ? 'name' : 'version';
  const unresolved = { part, because: 'What a template fills in is not known from the file.' } as const;
  const open = isFilledIn ? { unresolved } : {};
  return referenceFact(site, reference, { kind: 'tool', name, ...source, request, ...open, slots });
}

type Fill = (scalar: ScalarNode) => Reference;
type Request = Pick<ReferenceParts, 'request' | 'slots'>;

/** A channel moves on; a first version holds only where somebody must approve the next. */
function subscriptionRequest({ file }: ReferenceSite, spec: Resolved, isHeld: boolean, fill: Fill): Request {
  const first = writtenScalar(spec, 'startingCSV');
  const version = first && isHeld ? versionOf(fill(first)) : null;
  if (version) return requestOf(file, 'version', version);
  const channel = writtenScalar(spec, 'channel');
  return channel ? requestOf(file, 'tag', fill(channel).resolved) : { request: { is: 'nothing' }, slots: [] };
}

/** `example-operator.v1.2.3` */
function versionOf({ resolved }: Reference): Reference['resolved'] | null {
  const version = /\.(?<version>v?\d.*)$/.exec(resolved.text)?.groups?.version;
  const end = resolved.text.length;
  return version === undefined ? null : partOf(resolved, { start: end - version.length, end });
}

function extensionRequest({ file }: ReferenceSite, catalog: Resolved | undefined, fill: Fill): Request {
  const version = writtenScalar(catalog, 'version');
  const [channel] = items(catalog, 'channels');
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
