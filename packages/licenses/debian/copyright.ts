/** What a machine-readable Debian copyright file says. */
export interface DebianCopyright {
  /** The license of `Files: *`, or of the whole in the header, as it is written; `null` where neither is said. */
  readonly main: LicenseField | null;
  /** The other short names in it, without those of the packaging itself, sorted. */
  readonly others: readonly string[];
  /** The text that stands under a short name, by the name in lower case. */
  readonly texts: ReadonlyMap<string, string>;
}

/** A `License` field: the short names on its first line, and the text below. */
export interface LicenseField {
  readonly synopsis: string;
  readonly text: string;
}

/** Reads https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/; `null` for a file in free words. */
export function parseCopyright(file: string): DebianCopyright | null {
  const paragraphs = file
    .replaceAll('\r', '')
    .split(/\n(?:[ \t]*\n)+/)
    .map(fieldsOf);
  const [header] = paragraphs;
  if (header === undefined || !(header.has('format') || header.has('format-specification'))) return null;
  const licensed = paragraphs.flatMap((fields) => {
    const license = fields.get('license');
    return license === undefined
      ? []
      : [{ files: fields.get('files')?.split(/\s+/), license: split(license) }];
  });
  const whole = licensed.find(({ files }) => files?.includes('*') || files?.includes('./*'));
  const headed = header.has('files') ? undefined : header.get('license');
  const main = whole?.license ?? (headed === undefined ? null : split(headed));
  const own = licensed.filter(({ files }) => !files?.every((file) => packaging.test(file)));
  const names = own.flatMap(({ license }) =>
    license.synopsis.split(/,|\s+(?:and|or)\s+/i).map((name) => name.trim()),
  );
  const stated = new Set(main?.synopsis.split(/,|\s+(?:and|or)\s+/i).map((name) => name.trim()));
  return {
    main,
    others: [...new Set(names)].filter((name) => name !== '' && !stated.has(name)).toSorted(),
    texts: new Map(
      licensed
        .filter(({ license }) => license.text !== '')
        .map(({ license }) => [license.synopsis.toLowerCase(), license.text]),
    ),
  };
}

const packaging = /^(?:\.\/)?debian(?:\/|$)/;

/** The fields of a paragraph, by lower-case name; lines that begin with a space go on. */
function fieldsOf(paragraph: string): ReadonlyMap<string, string> {
  const fields = new Map<string, string>();
  let name = '';
  for (const line of paragraph.split('\n')) {
    const field = /^(?<name>[A-Za-z][A-Za-z-]*):(?<value>.*)$/.exec(line)?.groups;
    if (field) name = field.name?.toLowerCase() ?? '';
    if (line.startsWith('#') || name === '') continue;
    const value = field ? (field.value?.trim() ?? '') : `${fields.get(name) ?? ''}\n${line.trim()}`;
    fields.set(name, value);
  }
  return fields;
}

function split(field: string): LicenseField {
  const [synopsis = '', ...text] = field.split('\n');
  // An empty line of a text is written as a dot.
  return {
    synopsis: synopsis.trim(),
    text: text
      .map((line) => (line === '.' ? '' : line))
      .join('\n')
      .trim(),
  };
}
