export { objectImages, valuesImages } from './images.ts';
export * from './objects.ts';
export { isPlausible, isSurelyImage } from './plausible.ts';
