/** A language whose literals are read. */
export type ProgramLanguage = 'javascript' | 'python' | 'go' | 'csharp';

/** How a string is written: what closes it, and what in it does not stand for itself. */
export interface TextForm {
  readonly close: string;
  readonly hasEscapes: boolean;
  /** What begins an interpolation; `null` where there is none. */
  readonly hole: string | null;
  readonly isMultiline: boolean;
  /** Whether the closing quote, written twice, stands for itself. */
  readonly doubles: boolean;
}

/** The form of the string that begins at an offset, and where its text begins; undefined where none does. */
export function textFormAt(
  text: string,
  at: number,
  language: ProgramLanguage,
): { readonly form: TextForm; readonly start: number } | undefined {
  const pattern = openings[language];
  pattern.lastIndex = at;
  const match = pattern.exec(text);
  if (!match) return undefined;
  const { prefix = '', quote = '' } = match.groups ?? {};
  return { form: forms[language](prefix, quote), start: pattern.lastIndex };
}

const openings: Readonly<Record<ProgramLanguage, RegExp>> = {
  javascript: /(?<quote>['"`])/y,
  python: /(?<prefix>[rRbBfFuUtT]{0,2})(?<quote>'''|"""|['"])/y,
  go: /(?<quote>['"`])/y,
  csharp: /(?<prefix>[$@]{0,4})(?<quote>"{3,32}|["'])/y,
};

const plain = { hasEscapes: true, hole: null, isMultiline: false, doubles: false } as const;

const forms: Readonly<Record<ProgramLanguage, (prefix: string, quote: string) => TextForm>> = {
  javascript: (_, quote) =>
    quote === '`' ? { ...plain, close: quote, hole: '${', isMultiline: true } : { ...plain, close: quote },
  python: (prefix, quote) => ({
    close: quote,
    hasEscapes: !/r/i.test(prefix),
    hole: /[ft]/i.test(prefix) ? '{' : null,
    isMultiline: quote.length === 3,
    doubles: false,
  }),
  go: (_, quote) => ({ ...plain, close: quote, hasEscapes: quote !== '`', isMultiline: quote === '`' }),
  csharp: (prefix, quote) => {
    const isRaw = quote.length >= 3;
    const isVerbatim = prefix.includes('@');
    const dollars = prefix.replaceAll('@', '').length;
    return {
      close: quote,
      hasEscapes: !isRaw && !isVerbatim,
      hole: dollars > 0 ? '{'.repeat(isRaw ? dollars : 1) : null,
      isMultiline: isRaw || isVerbatim,
      doubles: isVerbatim && !isRaw,
    };
  },
};
