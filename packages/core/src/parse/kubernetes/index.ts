export { objectImages, valuesImages } from './images.ts';
export { namedPath } from './named-path.ts';
export * from './objects.ts';
export { isPlausible, isSurelyImage } from './plausible.ts';
