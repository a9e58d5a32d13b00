export { embeddedImages, mayHoldImages } from './embedded.ts';
export { objectImages, valuesImages } from './images.ts';
export { namedPath } from './named-path.ts';
export * from './objects.ts';
export { patchEntryImages, patchImages } from './patches.ts';
export { isPlausible, isSurelyImage } from './plausible.ts';
