import { Enums, Models } from '@cyclonedx/cyclonedx-library';
import type { ReportComponent } from '@fineprint/core';

/**
 * Where a component comes from, if that is an address as it stands: a git repository (`vcs`), or a file or the
 * registry that it is had from (`distribution`).
 */
export function sourceReferences({
  source,
  purl,
  pin,
}: Pick<ReportComponent, 'source' | 'purl' | 'pin'>): readonly Models.ExternalReference[] {
  // Of what could not be evaluated the address is a pattern.
  if (source === null || pin === null || !isAddress(source)) return [];
  const isRepository = repositoryPurl.test(purl ?? '') || source.endsWith('.git');
  const { VCS, Distribution } = Enums.ExternalReferenceType;
  return [new Models.ExternalReference(source, isRepository ? VCS : Distribution)];
}

/** The repository that was scanned, if its address is one. */
export function vcsReferences(
  remote: string | null,
): readonly { readonly url: string; readonly type: string }[] {
  return remote !== null && isAddress(remote) ? [{ type: Enums.ExternalReferenceType.VCS, url: remote }] : [];
}

const repositoryPurl = /^pkg:(?:bitbucket|git|github)\//;
// RFC 3986, without the brackets of IPv6. `oci` is no registered scheme, and validators of `iri-reference` know those only.
const address = /^(?:https?|ssh|git):\/\/(?:[A-Za-z0-9._~:/?#@!&'()*+,;=-]|%[0-9A-Fa-f]{2})+$/;

function isAddress(text: string): boolean {
  return text.length <= longest && address.test(text) && URL.canParse(text);
}

// What is longer no client asks for.
const longest = 8_192;
