export * from './access.ts';
export * from './node.ts';
export { parseXml } from './xml.ts';
