import { expect, test } from 'vitest';
import { finding, reportOf, unread } from './findings.testkit.ts';
import { ndjson } from './ndjson.ts';

test('the lines hold the whole report, each told apart, and the last says how many there are', () => {
  const report = reportOf([finding()], {
    units: [{ ref: 'unit:x:x', kind: 'x', path: 'x', owners: [] }],
    dependencies: [{ ref: 'unit:x:x', dependsOn: ['tool:a@1'], complete: true }],
    problems: [unread],
    texts: { ['0'.repeat(64)]: 'MIT\u2028License\n' },
  });
  const pieces = [...ndjson.render(report)];
  expect(pieces.every((piece) => piece.indexOf('\n') === piece.length - 1)).toBe(true);
  const [head, ...lines] = pieces.map((piece) => JSON.parse(piece));
  const { units, components, dependencies, findings, problems, texts, ...rest } = report;
  expect(head).toEqual({ ...rest, is: 'report', schema: 'fineprint-report-lines/1' });
  expect(lines).toEqual([
    { is: 'unit', ...units[0] },
    { is: 'component', ...components[0] },
    { is: 'dependency', ...dependencies[0] },
    { is: 'finding', ...findings[0] },
    { is: 'problem', ...problems[0] },
    { is: 'text', sha256: '0'.repeat(64), text: texts['0'.repeat(64)] },
    { is: 'end', lines: 7 },
  ]);
});
