import { expect, test } from 'vitest';
import { elementAt, elementsAt, parseXml, xmlAttribute, xmlText } from './index.ts';

const messages = (text: string) => parseXml(text).problems.map(({ message }) => message);

test('elements, attributes and texts have their places', () => {
  const text = '<?xml version="1.0"?>\n<a x="1 &amp; 2"><b> one </b><b y=\'2\'/><!-- <c> --></a>';
  const { root, problems } = parseXml(text);
  expect(problems).toEqual([]);
  expect(elementsAt(root, 'b')).toHaveLength(2);
  const one = xmlText(root, 'b');
  expect(one).toMatchObject({ text: 'one', verbatim: true });
  expect(text.slice(one?.start, one?.end)).toBe('one');
  expect(xmlAttribute(elementAt(root), 'x')).toMatchObject({ text: '1 & 2', verbatim: false });
  expect(xmlAttribute(elementsAt(root, 'b')[1], 'y')).toMatchObject({ text: '2', verbatim: true });
});

test('CDATA is text, a prefix is left out, and a comment divides a text', () => {
  const { root } = parseXml('<p:a><b><![CDATA[1 < 2]]></b><c>one<!-- and -->two</c></p:a>');
  expect(root?.name).toBe('a');
  expect(xmlText(root, 'b')?.text).toBe('1 < 2');
  expect(xmlText(root, 'c')).toMatchObject({ text: 'onetwo', verbatim: false });
});

test('entities of a document type are not expanded', () => {
  const { root, problems } = parseXml(
    '<!DOCTYPE a [<!ENTITY x "y"><!ENTITY f SYSTEM "file:///etc/passwd">]><a>&x;&f;&#65;</a>',
  );
  expect(problems).toEqual([]);
  expect(root?.text?.text).toBe('&x;&f;A');
});

test('what is broken is said, and the rest is read', () => {
  expect(messages('<a><b>1</a>')).toEqual(['"b" is not closed before "</a>".']);
  expect(messages('<a><b>1</b></c></a>')).toEqual(['Nothing is open that "</c>" closes.']);
  expect(messages('<a><b>')).toEqual(['The element "b" is not closed.']);
  expect(messages('<a x=1><b/></a>')).toEqual(['The tag of "a" is not closed.']);
  expect(messages('')).toEqual(['There is no element in this text.']);
  expect(xmlText(parseXml('<a><b>1</b><c <d>2</d></a>').root, 'b')?.text).toBe('1');
});

test('what nests endlessly ends', () => {
  const deep = '<a>'.repeat(100_000);
  expect(messages(deep)[0]).toBe('This nests deeper than 200 levels.');
  expect(messages(`${deep}${'</a>'.repeat(100_000)}`)).toEqual(['This nests deeper than 200 levels.']);
});
