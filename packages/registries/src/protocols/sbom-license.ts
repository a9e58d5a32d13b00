import { listAt, textAt, valueAt } from '../values.ts';

/** What an SBOM says of the very thing that it describes: the license of its subject, or a reason for there being none. */
export type SubjectLicense =
  | { readonly is: 'license'; readonly field: string }
  | { readonly is: 'silent'; readonly because: string };

/**
 * Reads the license of what an SBOM describes: SPDX 2 (https://spdx.github.io/spdx-spec/v2.3/package-information/), CycloneDX
 * (https://cyclonedx.org/docs/1.6/json/#metadata_component_licenses), each also in an in-toto statement or a DSSE
 * envelope, whose signature is not looked at. What else it lists is inside the subject, and not its license.
 */
export function licenseOfSubject(document: unknown, digest: string): SubjectLicense {
  const statement = statementIn(document);
  const predicate = valueAt(statement, 'predicate');
  if (predicate === undefined) return licenseIn(statement);
  const hex = digest.replace(/^sha256:/, '');
  const isAbout = listAt(statement, 'subject').some((one) => textAt(one, 'digest', 'sha256') === hex);
  return isAbout ? licenseIn(predicate) : silent('speaks of something else');
}

/** The statement in an envelope, which a bundle of Sigstore may hold (https://github.com/secure-systems-lab/dsse/blob/master/envelope.md). */
function statementIn(document: unknown): unknown {
  const payload = textAt(document, 'dsseEnvelope', 'payload') ?? textAt(document, 'payload');
  if (payload === null) return document;
  try {
    return JSON.parse(Buffer.from(payload, 'base64').toString('utf8'));
  } catch {
    // Whatever it holds, it is no statement.
    return null;
  }
}

function licenseIn(sbom: unknown): SubjectLicense {
  if (textAt(sbom, 'bomFormat') === 'CycloneDX') return inCycloneDx(sbom);
  if (textAt(sbom, 'spdxVersion')?.startsWith('SPDX-2.')) return inSpdx(sbom);
  return silent('is neither SPDX 2 nor CycloneDX');
}

function inSpdx(sbom: unknown): SubjectLicense {
  const ids = describedIn(sbom);
  const [subject, ...others] = listAt(sbom, 'packages').filter((one) => ids.has(textAt(one, 'SPDXID') ?? ''));
  if (subject === undefined || others.length > 0) return silent('describes no one package');
  const stated = ['licenseDeclared', 'licenseConcluded'].map((name) => textAt(subject, name));
  const field = stated.find((one) => one !== null && isUsable(one));
  return field ? { is: 'license', field } : silent('states no licence of what it describes');
}

/** Documents say it in a list of their own, or in a relationship either way around. */
function describedIn(sbom: unknown): ReadonlySet<string> {
  const ids = new Set(listAt(sbom, 'documentDescribes').filter((id) => typeof id === 'string'));
  for (const one of listAt(sbom, 'relationships')) {
    const [from, type, to] = ['spdxElementId', 'relationshipType', 'relatedSpdxElement'].map((name) =>
      textAt(one, name),
    );
    if (from === root && type === 'DESCRIBES' && to) ids.add(to);
    if (to === root && type === 'DESCRIBED_BY' && from) ids.add(from);
  }
  return ids;
}

const root = 'SPDXRef-DOCUMENT';

// A reference means a text in the same document only.
const unusable = /^(?:NOASSERTION|NONE)?$|\b(?:LicenseRef|DocumentRef)-/;

function isUsable(field: string): boolean {
  return !unusable.test(field);
}

function inCycloneDx(sbom: unknown): SubjectLicense {
  const licenses = listAt(sbom, 'metadata', 'component', 'licenses').flatMap(
    (one) =>
      textAt(one, 'expression') ?? textAt(one, 'license', 'id') ?? textAt(one, 'license', 'name') ?? [],
  );
  const [field, ...others] = licenses.filter(isUsable);
  if (field === undefined) return silent('states no licence of what it describes');
  return others.length === 0
    ? { is: 'license', field }
    : silent('names several licences, and not whether all apply or one may be chosen');
}

function silent(because: string): SubjectLicense {
  return { is: 'silent', because };
}
