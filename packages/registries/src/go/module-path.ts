// https://go.dev/ref/mod#module-path: letters, digits and some marks; the first part is a host.
const host = /^(?=.{1,253}$)[a-z0-9-]+(?:\.[a-z0-9-]+)+$/;
const element = /^(?!\.)[A-Za-z0-9._~-]{1,250}(?<!\.)$/;
const mostElements = 20;

/** Whether a text is the path of a module, or of a package in one, that a proxy may be asked about. */
export function isModulePath(text: string): boolean {
  const [first = '', ...rest] = text.split('/');
  return host.test(first) && rest.length < mostElements && rest.every((one) => element.test(one));
}

const query = /^(?!\.)[A-Za-z0-9._+-]{1,250}$/;

/** Whether a text is a version, or the name of a branch or commit, that a proxy may be asked about. */
export function isModuleQuery(text: string): boolean {
  return query.test(text);
}

/** Capital letters as servers without them keep them (https://go.dev/ref/mod#goproxy-protocol). */
export function escaped(text: string): string {
  return text.replace(/[A-Z]/g, (letter) => `!${letter.toLowerCase()}`);
}

// Real packages lie four deep in their module.
const mostDepth = 5;

/** The modules that may hold a package, the longest path first: a program is named by its package. */
export function modulesOf(path: string): readonly [string, ...string[]] {
  const elements = path.split('/');
  const shorter = elements.slice(1, mostDepth).map((_, index) => elements.slice(0, -1 - index).join('/'));
  return [path, ...shorter];
}
