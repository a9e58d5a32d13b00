export * from './cloud-config.ts';
export * from './commands.ts';
export * from './embedded-script.ts';
export * from './hcl-script.ts';
export { readPluginLines } from './jenkins-plugins.ts';
export * from './library-reference.ts';
export { osPackageReference } from './os-packages.ts';
export { ownImages } from './own-images.ts';
export * from './references.ts';
