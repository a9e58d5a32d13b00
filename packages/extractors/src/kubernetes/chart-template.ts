// The words without which no image is named, and the beginning of an action.
const word = /image|elastic\.co|docker:\/\//i;
const mention = new RegExp(`\\{\\{|${word.source}`, 'gi');
// What follows "image" where a key asks for no image, or where its value begins with an action: one that decides about
// the plain text after it (`{{ if … }}nginx:1`) is no value.
const inert =
  /(?<pull>pull(?:policy|secrets?)\b)|["']?[ \t]*:[ \t]*["']?(?=\{\{-?[ \t]*(?![-\s]|(?:if|else|end|range|with|define|block)\b))/iy;

/**
 * Whether a chart's template may name an image in plain text. Most have an action (`{{ … }}`) wherever they say
 * "image"; they make up most of a chart, and need not be parsed.
 */
export function mayNameImage(text: string): boolean {
  mention.lastIndex = 0;
  for (let found = mention.exec(text); found; found = mention.exec(text)) {
    if (found[0] === '{{') {
      const end = endOfAction(text, found.index);
      if (end === undefined) return true;
      mention.lastIndex = end;
    } else {
      inert.lastIndex = mention.lastIndex;
      if (!inert.test(text)) return true;
      mention.lastIndex = inert.lastIndex;
    }
  }
  return false;
}

/** Where an action ends; undefined where its braces may be no action's, and hide lines that speak of images. */
function endOfAction(text: string, start: number): number | undefined {
  const isRemark = /^\{\{-? ?\/\*/.test(text.slice(start, start + 6));
  const end = text.indexOf(isRemark ? '*/' : '}}', start);
  if (end < 0) return undefined;
  if (isRemark || !/[\r\n]/.test(text.slice(start, end))) return end;
  return word.test(text.slice(start, end)) ? undefined : end;
}
