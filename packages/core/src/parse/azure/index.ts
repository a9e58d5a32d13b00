export { azureFunction } from './functions.ts';
export { deployedWith, type GivenParameter, givenParameters } from './parameters.ts';
