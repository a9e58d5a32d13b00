import { type Kind, purl } from '@fineprint/core';
import { opaqueVersions } from './versions.ts';

// The id of an AMI, and a version of a marketplace's or gallery's image on Azure, name one set of bytes for ever; labels
// and names of images move.
const fixed = /^(?:ami-(?:[0-9a-f]{8}|[0-9a-f]{17})|\d+\.\d+\.\d+)$/;

const azureMarketplace = 'azuremarketplace.microsoft.com';

/** A machine image: an AMI by its id, an image of Azure by `publisher/offer/sku` and version, or the label of a hosted runner. */
export const vmImage = {
  id: 'vm-image',
  title: 'Machine images',
  type: 'operating-system',
  // Azure takes publishers, offers and skus in any case.
  keyName: ({ name, source }) => (source === azureMarketplace ? name.toLowerCase() : name),
  purls({ name, version, requested }) {
    const cut = name.lastIndexOf('/');
    const namespace = cut < 0 ? null : name.slice(0, cut);
    return {
      registered: purl({
        type: 'generic',
        namespace,
        name: name.slice(cut + 1),
        version: version ?? requested,
      }),
      proposed: null,
    };
  },
  versions: { ...opaqueVersions, id: 'machine-image', exact: (text) => (fixed.test(text) ? text : null) },
  pins: ['exact', 'tag', 'none'],
  covers: 'main-software',
  byHand:
    'Whoever offers the machine image chooses what its name or label means: only an id, such as that of an AMI, is a pin.',
} as const satisfies Kind;
