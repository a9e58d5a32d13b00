/** What a licensor fills into the Business Source License; each as written, `null` where it is not there. */
export interface BusinessSourceParameters {
  readonly licensor: string | null;
  readonly licensedWork: string | null;
  readonly additionalUseGrant: string | null;
  readonly changeDate: string | null;
  readonly changeLicense: string | null;
}

/** The parameters that stand in a text before its terms, and where the first of them begins; `null` where there are none. */
export function businessSourceParameters(
  text: string,
  termsStart: number,
): { readonly parameters: BusinessSourceParameters; readonly start: number } | null {
  const start = Math.max(0, termsStart - longestParameters);
  const head = text.slice(start, termsStart);
  const labels = [...head.matchAll(label)];
  const [first] = labels;
  if (first === undefined) return null;
  const values = new Map<string, string>();
  for (const [place, { 0: written, index, groups }] of labels.entries()) {
    const value = head.slice(index + written.length, labels[place + 1]?.index ?? head.length);
    const end = value.search(valueEnd);
    const key = (groups?.name ?? '').toLowerCase().replace(space, ' ');
    if (!values.has(key)) values.set(key, plain(end === -1 ? value : value.slice(0, end)));
  }
  const valueNamed = (name: string) => values.get(name) || null;
  return {
    parameters: {
      licensor: valueNamed('licensor'),
      licensedWork: valueNamed('licensed work') ?? valueNamed('software'),
      additionalUseGrant: valueNamed('additional use grant') ?? valueNamed('use limitation'),
      changeDate: valueNamed('change date'),
      changeLicense: valueNamed('change license'),
    },
    start: start + first.index,
  };
}

const longestParameters = 20_000;
const longestValue = 2_000;
const label =
  /^[\s>*#|"-]{0,12}(?<name>licensor|licensed[ \t]work|software|additional[ \t]use[ \t]grant|use[ \t]limitation|change[ \t]date|change[ \t]licen[cs]e)[\s*"|]{0,8}:[*"|]{0,4}/gim;
// The note on other licenses, the notice, the terms, or a rule.
const valueEnd = /^[\s>*#]{0,12}(?:for information about|notice\b|terms\b|business source|[-=_]{3,})/im;
const space = /\s+/g;
const edges = /^[\s*"|]+|[\s*"|]+$/g;

function plain(value: string): string {
  return value.slice(0, longestValue).replace(space, ' ').replace(edges, '');
}
