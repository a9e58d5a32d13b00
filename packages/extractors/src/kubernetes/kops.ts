import {
  downloadParts,
  type KubernetesObject,
  type ReferenceFact,
  type ReferenceParts,
  type ReferenceSite,
  referenceFact,
  type ScalarNode,
  type SourceFile,
  scalarReference,
  slotsAt,
  writtenScalar,
} from '@fineprint/core';

/** Reads what kOps makes a cluster of (https://kops.sigs.k8s.io): its Kubernetes, and the machine images of its groups. */
export function* kopsReferences(
  file: SourceFile,
  { root, apiVersion, kind, name }: KubernetesObject,
): Iterable<ReferenceFact> {
  if (!apiVersion.startsWith('kops.k8s.io/')) return;
  const isCluster = kind === 'Cluster';
  const field = isCluster ? 'kubernetesVersion' : 'image';
  const scalar = isCluster || kind === 'InstanceGroup' ? writtenScalar(root, 'spec', field) : undefined;
  if (!scalar) return;
  const site: ReferenceSite = { file, address: `${kind}/${name}/spec/${field}`, usage: 'deployed' };
  const parts = isCluster ? kubernetesParts(file, scalar) : machineParts(scalar.text);
  yield referenceFact(site, scalarReference(scalar), parts);
}

/** A version, or where the files of a build of one lie. */
function kubernetesParts(file: SourceFile, scalar: ScalarNode): ReferenceParts {
  const { text } = scalar;
  const { resolved } = scalarReference(scalar);
  const slots = slotsAt(file, 'version', resolved, { start: 0, end: text.length });
  return (
    downloadParts(file, resolved) ?? {
      kind: 'tool',
      name: 'kubernetes',
      request: { is: 'version', text },
      slots,
    }
  );
}

/** An AMI by its id, by its owner and name, or by a parameter that holds one; an image of Azure; any other by its name. */
function machineParts(text: string): ReferenceParts {
  const kind = 'vm-image';
  if (/^ami-[0-9a-f]{8,17}$/.test(text))
    return { kind, name: 'aws/ami', request: { is: 'version', text }, slots: [] };
  const azure = /^(?<name>[^:/]+:[^:/]+:[^:/]+):(?<version>[^:/]+)$/.exec(text)?.groups;
  if (azure)
    return {
      kind,
      name: (azure.name ?? '').replaceAll(':', '/'),
      source: 'azuremarketplace.microsoft.com',
      request: { is: 'version', text: azure.version ?? '' },
      slots: [],
    };
  const parameter = /^ssm:\/?(?<path>.+)$/.exec(text)?.groups?.path;
  const name = parameter ?? (/^[^/]+\/./.test(text) ? `aws/${text}` : text);
  return { kind, name, request: { is: 'nothing' }, slots: [] };
}
