export { azureFunction } from './functions.ts';
