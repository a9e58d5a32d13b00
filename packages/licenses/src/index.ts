export { type Admitted, admittedBy } from './admitted.ts';
export { type FactPackage, type FactRange, type Facts, readFacts } from './facts.ts';
export { type FactAnswer, type FactQuery, factsFor } from './facts-for.ts';
export { type FactKeys, factKeysOf } from './keys.ts';
