import { describe, expect, test } from 'vitest';
import {
  attributeOf,
  entryOf,
  evaluateHcl,
  type HclResolution,
  type HclScope,
  type HclValue,
  parseHcl,
  renderTemplate,
  structureOf,
  writtenAt,
} from './index.ts';

const locals = `base = "git::https://example.com/o/r.git"
v = "v1.2.3"
loop = "x\${local.loop}"
images = {
  app = { repo = "nginx", tag = "1.25" }
  db = { repo = "postgres", tag = "16" }
}
`;

const files: Readonly<Record<string, string>> = {
  'locals.tf': locals,
  'task.json.tftpl': '%{ for name in names ~}\n${name}:${tag}\n%{ endfor ~}\n',
};

function scopeOf(file: string, text: string): HclScope {
  return {
    file,
    text,
    resolve: resolveName,
    readFile: (path) => {
      const found = files[path];
      return found === undefined
        ? { is: 'unknown', reason: `The file "${path}" is outside.` }
        : { is: 'text', file: path, text: found };
    },
  };
}

function resolveName(root: string, path: readonly string[]): HclResolution {
  const attribute = root === 'local' ? attributeOf(parsedLocals.body, path[0] ?? '') : undefined;
  if (attribute === undefined) return { is: 'unknown', reason: `Nothing sets ${root}.${path.join('.')}.` };
  return { is: 'expression', expression: attribute.value, scope: scopeOf('locals.tf', locals), used: 1 };
}

const parsedLocals = parseHcl(locals);

function evaluated(source: string) {
  const text = `x = ${source}\n`;
  const expression = attributeOf(parseHcl(text).body, 'x')?.value;
  if (expression === undefined) throw new Error(`No expression: ${source}`);
  const value = evaluateHcl(expression, scopeOf('main.tf', text));
  return { value, written: (part?: string) => written({ ...files, 'main.tf': text }, value, part) };
}

/** Where a part of a value is written, as `file: text`, with the references on the way. */
function written(all: Readonly<Record<string, string>>, value: HclValue, part?: string): string {
  if (!('text' in value)) return value.is;
  const start = part === undefined ? 0 : value.text.indexOf(part);
  const found = writtenAt(value, start, part === undefined ? undefined : start + part.length);
  if (found === undefined) return 'nowhere';
  const shown = [found.place, ...found.via].map(
    ({ file, start: from, end }) => `${file}: ${all[file]?.slice(from, end)}`,
  );
  return `${found.exact ? '' : 'about '}${shown.join(' < ')}`;
}

describe('a string knows where each part was written', () => {
  test('a version in a local of another file', () => {
    const { value, written } = evaluated('"${local.base}//modules/x?ref=${local.v}"');
    expect(value).toMatchObject({ text: 'git::https://example.com/o/r.git//modules/x?ref=v1.2.3' });
    expect(written('v1.2.3')).toBe('locals.tf: v1.2.3 < main.tf: local.v');
    expect(written('modules/x')).toBe('main.tf: modules/x');
    expect(written('r.git//')).toBe('nowhere');
  });

  test.each([
    ['split(":", "nginx:1.25")[1]', '1.25', 'main.tf: 1.25'],
    ['regex("^(.*):(.*)$", "nginx:1.25")[1]', '1.25', 'main.tf: 1.25'],
    ['replace("v1.2.3", "/^v/", "")', '1.2.3', 'main.tf: 1.2.3'],
    ['trimprefix(local.v, "v")', '1.2.3', 'locals.tf: 1.2.3 < main.tf: local.v'],
    ['format("%s:%s", "nginx", "1.25")', '1.25', 'main.tf: 1.25'],
    ['join(":", ["nginx", "1.25"])', '1.25', 'main.tf: 1.25'],
    ['local.images["app"].tag', '1.25', 'locals.tf: 1.25 < main.tf: local.images["app"].tag'],
    ['[for name, image in local.images : image.tag][1]', '16', 'locals.tf: 16 < main.tf: local.images'],
    ['keys(local.images)[0]', 'app', 'locals.tf: app < main.tf: local.images'],
    ['jsondecode("[\\"1.25\\"]")[0]', '1.25', 'main.tf: 1.25'],
    ['upper("v1")', 'V1', 'about main.tf: v1'],
    ['"a\\tb"', '\t', 'about main.tf: \\t'],
    ['base64encode("a")', 'YQ==', 'about main.tf: base64encode("a")'],
  ])('%s', (source, part, place) => {
    expect(evaluated(source).written(part)).toBe(place);
  });

  test('a number keeps its zero', () => {
    expect(evaluated('1.10').value).toMatchObject({ is: 'number', text: '1.10' });
    expect(evaluated('"${1.10}"').value).toMatchObject({ is: 'number', text: '1.10' });
    expect(evaluated('"v${1.10}"').value).toMatchObject({ is: 'string', text: 'v1.1' });
  });
});

describe('what is not known', () => {
  test('keeps what is known around it', () => {
    expect(evaluated('"${var.repo}:1.2"').value).toMatchObject({
      is: 'unknown',
      text: '${var.repo}:1.2',
      reason: 'Nothing sets var.repo.',
    });
    expect(evaluated('"${var.repo}:1.2"').written('1.2')).toBe('main.tf: 1.2');
  });

  test('keeps both branches of a condition, through the string around it', () => {
    const { value } = evaluated('"nginx:${var.slim ? "1-slim" : "1"}"');
    expect(value.is === 'unknown' && value.alternatives).toMatchObject([
      { text: 'nginx:1-slim' },
      { text: 'nginx:1' },
    ]);
  });

  test.each([
    ['local.loop', 'The value refers to itself.'],
    ['uuid()', 'The function "uuid" is not evaluated.'],
    ['file("../../etc/passwd")', 'The file "../../etc/passwd" is outside.'],
    ['regex("(a+)+$", "aaaa")', 'regex: A pattern that repeats a repetition is not evaluated.'],
    ['local.images.web.tag', 'The object has no "web".'],
    ['range(1000000000)', 'range: A range has at most 1024 numbers.'],
    [
      'join("", [for a in range(1000) : join("", [for b in range(1000) : "xxxxxxxxxx"])])',
      'The expression is too large to evaluate.',
    ],
    [
      '[for a in range(1000) : [for b in range(90) : regexall("(.*)/(.*)", join("", range(1000)))]][999][0]',
      'The expression is too large to evaluate.',
    ],
    ['1 / 0', 'A number is divided by zero.'],
  ])('%s: %s', (source, reason) => {
    expect(evaluated(source).value).toMatchObject({ is: 'unknown', reason });
  });

  test('does not spread to what stands beside it', () => {
    expect(evaluated('{ a = var.x, b = "y" }.b').value).toMatchObject({ text: 'y' });
    expect(evaluated('merge({ a = "1" }, var.x)').value).toMatchObject({
      is: 'object',
      missing: 'Nothing sets var.x.',
    });
    expect(evaluated('[for x in ["a", "b"] : x if x != var.y]').value).toMatchObject({
      items: [],
      missing: 'Nothing sets var.y.',
    });
    expect(evaluated('length(concat(["a"], var.x))').value.is).toBe('unknown');
    expect(evaluated('var.x || true').value).toMatchObject({ value: true });
    expect(evaluated('try(local.images.web, "none")').value).toMatchObject({ text: 'none' });
  });

  test('a key that is not known takes one of few values, and functions of them give one of as many', () => {
    const { value } = evaluated('split(":", { a = "p:q", b = "r:s" }[var.nowhere])[1]');
    expect(value.is === 'unknown' && value.alternatives).toMatchObject([{ text: 'q' }, { text: 's' }]);
    const many = Array.from({ length: 9 }, (_, index) => `k${index} = "v"`).join(', ');
    const whole = evaluated(`{ ${many} }[var.nowhere]`).value;
    expect(whole.is === 'unknown' && whole.alternatives).toEqual([]);
  });

  test('a local that doubles thirty times ends', () => {
    const lines = Array.from(
      { length: 30 },
      (_, index) => `b${index + 1} = [local.b${index}, local.b${index}]`,
    );
    const text = `b0 = "x"\n${lines.join('\n')}\n`;
    const { body } = parseHcl(text);
    const scope: HclScope = {
      file: 'bomb.tf',
      text,
      resolve: (_, [name]) => {
        const found = attributeOf(body, name ?? '');
        if (found === undefined) return { is: 'unknown', reason: 'missing' };
        return { is: 'expression', expression: found.value, scope, used: 1 };
      },
    };
    const last = attributeOf(body, 'b30');
    expect(last && JSON.stringify(evaluateHcl(last.value, scope))).toContain('too large');
  });
});

describe('structures', () => {
  test('what jsonencode is given can be looked into', () => {
    const { value } = evaluated('jsonencode([{ name = "a", image = "${var.repo}:${local.v}", n = var.n }])');
    const list = structureOf(value);
    const image = list.is === 'list' ? entryOf(list.items[0], 'image') : undefined;
    expect(image).toMatchObject({ is: 'unknown', text: '${var.repo}:v1.2.3' });
    expect(image && written({ ...files }, image, 'v1.2.3')).toContain('locals.tf: v1.2.3');
  });

  test('JSON in a heredoc keeps the place of its strings', () => {
    const text = 'x = <<EOT\n[{"image": "a\\u002fnginx:1.25", "tag": "${var.q}"}]\nEOT\n';
    const expression = attributeOf(parseHcl(text).body, 'x')?.value;
    const list = expression && structureOf(evaluateHcl(expression, scopeOf('main.tf', text)));
    const first = list?.is === 'list' ? list.items[0] : undefined;
    const image = entryOf(first, 'image');
    expect(image && written({ 'main.tf': text }, image, '1.25')).toBe('main.tf: 1.25');
    expect(entryOf(first, 'tag')).toMatchObject({ is: 'unknown', text: '${var.q}' });
  });

  test('a template file is rendered with what it is given', () => {
    const { value } = evaluated('templatefile("task.json.tftpl", { names = ["a", "b"], tag = local.v })');
    expect(value).toMatchObject({ text: 'a:v1.2.3\nb:v1.2.3\n' });
    expect(renderTemplate('t', 'a ${b}', new Map())).toMatchObject({
      text: 'a ${b}',
      reason: 'The template is not given "b".',
    });
  });
});
