import { entries, get, items, type Node, type Resolved, resolve, textOf } from '../tree/index.ts';

/** One Kubernetes object; `name` is that of its metadata, or `''`. */
export interface KubernetesObject {
  readonly root: Resolved;
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
}

const deepestList = 20;

/** Lists the objects of a document: itself, those of a JSON array, and the items of lists at any depth. */
export function* objectsIn(root: Node): Iterable<KubernetesObject> {
  const document = resolve(root);
  for (const object of document.is === 'list' ? document.items.map(resolve) : [document])
    yield* objectsOf(object, 0);
}

function* objectsOf(object: Resolved, depth: number): Iterable<KubernetesObject> {
  const apiVersion = textOf(object, 'apiVersion');
  const kind = textOf(object, 'kind');
  if (apiVersion === undefined || kind === undefined) return;
  const listed = items(object, 'items');
  if (kind.endsWith('List') && listed.length > 0 && depth < deepestList) {
    for (const item of listed) yield* listedObjects(item, apiVersion, kind.slice(0, -'List'.length), depth);
  } else yield objectOf(object, apiVersion, kind);
}

/** Items of a typed list (`DeploymentList`) may leave out what the list already says. */
function* listedObjects(
  item: Resolved,
  apiVersion: string,
  kind: string,
  depth: number,
): Iterable<KubernetesObject> {
  if (entries(item).some(({ key }) => key.text === 'kind')) yield* objectsOf(item, depth + 1);
  else yield objectOf(item, apiVersion, kind);
}

function objectOf(root: Resolved, apiVersion: string, kind: string): KubernetesObject {
  const metadata = get(root, 'metadata');
  return { root, apiVersion, kind, name: textOf(metadata, 'name') ?? textOf(metadata, 'generateName') ?? '' };
}

/** Whether an object is of an API group: `fluxcd.io` is the group of `source.toolkit.fluxcd.io/v1`. */
export function isOfGroup({ apiVersion }: KubernetesObject, group: string): boolean {
  const slash = apiVersion.indexOf('/');
  const own = slash < 0 ? '' : apiVersion.slice(0, slash);
  return own === group || own.endsWith(`.${group}`);
}
