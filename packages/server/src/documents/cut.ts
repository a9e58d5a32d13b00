// As much of a text as anybody reads; the document has all of it.
const mostCharacters = 500;
const mostItems = 20;

/** The beginning of a text that is longer than anybody reads. */
export function cut(text: string): string {
  return text.length > mostCharacters ? `${text.slice(0, mostCharacters).toWellFormed()}…` : text;
}

/** JSON of a value of which long texts and lists are cut: what a hostile report holds is bounded by that. */
export function cutJson(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) => {
    if (typeof part === 'string') return cut(part);
    return Array.isArray(part) ? part.slice(0, mostItems) : part;
  });
}
