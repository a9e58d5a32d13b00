import type { LicenseClass } from '@fineprint/core';

/** The class of one license and where that judgement is from. */
export interface ClassifiedLicense {
  readonly id: string;
  readonly class: LicenseClass;
  /** The list that says it, with its own word. */
  readonly source: string;
  /** Whether no list decides and it is this project's judgement. */
  readonly judgement: boolean;
}

/** The compiled classes; tuples keep them small. */
export interface CompiledClasses {
  readonly format: 'fineprint-classes/1';
  readonly sha256: string;
  readonly listed: readonly (readonly [id: string, class_: LicenseClass, source: string, judgement: 0 | 1])[];
  readonly own: readonly (readonly [id: string, class_: LicenseClass, name: string, url: string | null])[];
}

/** The classes of every SPDX id and of the `LicenseRef-` ids that the facts use. */
export interface LicenseClasses {
  readonly byId: ReadonlyMap<string, ClassifiedLicense>;
  /** Name and address of the licenses that SPDX does not list. */
  readonly own: ReadonlyMap<string, { readonly name: string; readonly url: string | null }>;
}

/** Reads the compiled classes. */
export function readClasses(text: string): LicenseClasses {
  const compiled: CompiledClasses = JSON.parse(text);
  if (compiled.format !== 'fineprint-classes/1')
    throw new Error('The file holds no compiled licence classes.');
  const listed = compiled.listed.map(([id, class_, source, judgement]) => ({
    id,
    class: class_,
    source,
    judgement: judgement === 1,
  }));
  const own = compiled.own.map(([id, class_, name]) => ({
    id,
    class: class_,
    source: name,
    judgement: true,
  }));
  return {
    byId: new Map([...listed, ...own].map((one) => [one.id, one])),
    own: new Map(compiled.own.map(([id, , name, url]) => [id, { name, url }])),
  };
}

/** The class of a license by its id; an exception keeps the class that the exception is made from. */
export function classOf(classes: LicenseClasses, id: string): LicenseClass | null {
  return classes.byId.get(id)?.class ?? null;
}
