import { type AskingMeans, jsonOf } from '../registry.ts';
import { textAt } from '../values.ts';
import { getBlob, type Manifest, type Place, platformOf } from './oci-distribution.ts';

const annotation = 'org.opencontainers.image.created';

/**
 * When an image or artifact was made, by its own word (https://github.com/opencontainers/image-spec/blob/main/annotations.md,
 * https://github.com/opencontainers/image-spec/blob/main/config.md): registries keep no date of their own. `null` where it says
 * none, or one that only stands for none.
 */
export async function createdOf(
  place: Place,
  manifest: Manifest,
  means: AskingMeans,
): Promise<string | null> {
  const annotated = textAt(manifest.value, 'annotations', annotation);
  if (annotated !== null) return realDate(annotated);
  const single = await platformOf(place, manifest, means);
  if (single.is !== 'manifest') return null;
  const own = textAt(single.value, 'annotations', annotation);
  const config = textAt(single.value, 'config', 'digest');
  if (own !== null || config === null) return realDate(own);
  const blob = jsonOf(await getBlob(single, config, means, 4 * 1024 ** 2));
  return blob.is === 'json' ? realDate(textAt(blob.value, 'created')) : null;
}

// Builds that are to be reproducible say the beginning of Unix' or of ZIP's time.
const firstReal = Date.parse('1981-01-01T00:00:00Z');

function realDate(text: string | null): string | null {
  return text !== null && Date.parse(text) >= firstReal ? text : null;
}
