export * from './download-parts.ts';
export * from './fact.ts';
export * from './git-parts.ts';
export * from './image-parts.ts';
export * from './image-reference.ts';
export * from './link.ts';
export * from './reference.ts';
export * from './scalar.ts';
