declare module 'ajv-formats-draft2019' {
  import type { Ajv } from 'ajv';

  /** Adds `iri-reference`, `idn-email` and others, in place. */
  function addFormats(ajv: Ajv): Ajv;
  export = addFormats;
}
