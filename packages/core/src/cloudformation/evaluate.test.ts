import { describe, expect, test } from 'vitest';
import { get, parseYaml } from '../parse/tree/index.ts';
import { sourceFile } from '../read/source-file.ts';
import { templateSite } from './resources.ts';

/** The texts that `Value` may be in a template. */
function textsOf(text: string): readonly string[] {
  const root = parseYaml(text).documents[0]?.root;
  const value = root && get(root, 'Value');
  if (!root || !value) return [];
  const { evaluation } = templateSite(sourceFile(text), root);
  return evaluation.texts(value).map(({ resolved }) => resolved.text);
}

const parameters = `
Parameters:
  Tag: { Type: String, Default: 1.2.3 }
  Given: { Type: String }
  One: { Type: String, AllowedValues: [a, b] }
  List: { Type: CommaDelimitedList, Default: 'x, y' }
  Stored: { Type: 'AWS::SSM::Parameter::Value<String>', Default: /image }
Mappings:
  Regions:
    eu: { Image: one }
    us: { Image: two }
`;

describe('a value is', () => {
  test.each([
    ['a literal', 'Value: nginx:1.10', ['nginx:1.10']],
    ['the default of a parameter', 'Value: !Ref Tag', ['1.2.3']],
    ['left open where nobody says it', 'Value: !Ref Given', ['${Given}']],
    ['each that a parameter allows', 'Value: !Ref One', ['a', 'b']],
    ['a reference where the parameter holds one', 'Value: !Ref Stored', ['{{resolve:ssm:/image}}']],
    [
      'put together',
      "Value: !Sub 'app:${Tag}-${!HOME}-${AWS::Region}'",
      ['app:1.2.3-${HOME}-${AWS::Region}'],
    ],
    ['joined of a list', 'Value: !Join ["/", [a, !Ref Tag, !Ref "AWS::NoValue", b]]', ['a/1.2.3/b']],
    ['joined of a parameter', 'Value: { "Fn::Join": ["-", { Ref: List }] }', ['x-y']],
    ['selected', 'Value: !Select [1, !Split [":", "a:b:c"]]', ['b']],
    [
      'never split inside of what is open',
      'Value: !Select [1, !Split [":", !Sub "${AWS::Region}:b"]]',
      ['b'],
    ],
    ['found in a mapping', 'Value: !FindInMap [Regions, eu, Image]', ['one']],
    [
      'each of a mapping whose key is open',
      'Value: !FindInMap [Regions, !Ref "AWS::Region", Image]',
      ['one', 'two'],
    ],
    [
      'a default beside what is found',
      'Value: !FindInMap [Regions, asia, Image, { DefaultValue: three }]',
      ['three'],
    ],
    ['both branches of a condition', 'Value: !If [C, a, b]', ['a', 'b']],
    [
      'of branches that are chosen alike',
      'Value: !Sub ["${X}${Y}", { X: !If [C, a, b], Y: !If [C, c, d] }]',
      ['ac', 'bd'],
    ],
    [
      'an attribute of a resource',
      'Value: !GetAtt Repository.RepositoryUri',
      ['${Repository.RepositoryUri}'],
    ],
    ['what another stack exports', 'Value: !ImportValue image', ['${Fn::ImportValue image}']],
    ['encoded', 'Value: !Base64 text', ['text']],
    ['a list, which is no text', 'Value: [a]', []],
  ])('%s', (_, value, expected) => {
    expect(textsOf(`${parameters}${value}\n`)).toEqual(expected);
  });
});

test('what would be too many texts is open', () => {
  const values = Array.from({ length: 60 }, (_, index) => `v${index}`).join(', ');
  const text = `Parameters: { A: { AllowedValues: [${values}] }, B: { AllowedValues: [${values}] } }\nValue: !Sub '\${A}-\${B}'\n`;
  const texts = textsOf(text);
  expect(texts).toHaveLength(60);
  expect(texts[0]).toBe('v0-${B}');
});

test('expressions that multiply end', () => {
  let value = 'a';
  for (let depth = 0; depth < 40; depth += 1) value = `!If [C${depth}, ${depth < 12 ? value : 'b'}, c]`;
  expect(textsOf(`Value: ${value}\n`).length).toBeLessThan(100);
});
