export { beanstalkReferences } from './beanstalk.ts';
export { curatedParts } from './images.ts';
export * from './link.ts';
export { parameterReferences } from './parameter-file.ts';
export * from './reading.ts';
export { templateReferences, templateSite, valueReferences } from './resources.ts';
export { settled } from './settle.ts';
