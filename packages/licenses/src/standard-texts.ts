/** A license or an exception of the SPDX list. */
export interface StandardText {
  readonly id: string;
  readonly name: string;
  readonly text: string;
}

/** The full texts of the SPDX license list: what stands for a license whose own copy nobody found. */
export interface StandardTexts {
  /** The list and its version. */
  readonly source: string;
  license(id: string): StandardText | undefined;
  exception(id: string): StandardText | undefined;
}

/** The compiled texts; they are shipped compressed. */
export interface CompiledStandardTexts {
  readonly format: 'fineprint-license-texts/1';
  readonly source: string;
  readonly licenses: readonly (readonly [id: string, name: string, text: string])[];
  readonly exceptions: readonly (readonly [id: string, name: string, text: string])[];
}

/** Reads the compiled texts; throws where the text holds something else. */
export function readStandardTexts(json: string): StandardTexts {
  const { format, source, licenses, exceptions }: CompiledStandardTexts = JSON.parse(json);
  if (format !== 'fineprint-license-texts/1') throw new Error('The file holds no compiled licence texts.');
  const byId = (all: CompiledStandardTexts['licenses']) =>
    new Map(all.map(([id, name, text]) => [id, { id, name, text }]));
  const [ofLicenses, ofExceptions] = [byId(licenses), byId(exceptions)];
  return {
    source,
    license: (id) => ofLicenses.get(id),
    exception: (id) => ofExceptions.get(id),
  };
}

/** Where the SPDX list describes a license or an exception. */
export function spdxUrl(id: string): string {
  return `https://spdx.org/licenses/${id}.html`;
}
