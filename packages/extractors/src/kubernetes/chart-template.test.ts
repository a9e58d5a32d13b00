import { isSymbolic, sourceFile } from '@fineprint/core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mayNameImage } from './chart-template.ts';
import { kubernetes } from './extractor.ts';

const [asManifest] = kubernetes.formats;

test.each([
  'image: nginx:1',
  '"image": nginx:1',
  'image: {{ if .x }}nginx:1{{ end }}',
  'image: {{-  with .x }}nginx:1{{ end }}',
  'image:\n  repository: a/b',
  'exporterImage: a/b:1',
  '{{ x }}\nvalue: # image',
  '# {{ `\nimage: nginx:1\n# ` }}',
  '{{ never closed',
  'apiVersion: elasticsearch.k8s.elastic.co/v1',
  'url: docker://quay.io/containerdisks/fedora:41',
])('%j may name an image', (text) => {
  expect(mayNameImage(text)).toBe(true);
});

test.each([
  'image: {{ .Values.image }}',
  'image: \'{{- include "x" . }}\'',
  'image: "{{ .r }}:{{ .t }}"',
  'imagePullPolicy: {{ .Values.image.pullPolicy }}',
  'imagePullSecrets:\n  - name: x',
  '{{- /* the image\nof the chart */}}\nkind: Pod',
  '{{- include "x" (dict\n  "y" 1) }}',
  'kind: Pod',
])('%j names none', (text) => {
  expect(mayNameImage(text)).toBe(false);
});

const line = fc.constantFrom(
  'image: a/b:1',
  'image: {{ .x }}',
  'image: "{{ .x }}:1"',
  'image: {{ if .x }}a/b:1{{ end }}',
  'sidecarImage: a/b:1',
  'image: { repository: a/b, tag: "1" }',
  'imagePullPolicy: {{ .x.image }}',
  'registry: { url: docker://a/b:1 }',
  '{{- if .image }}',
  '{{- end }}',
  '{{- /*',
  '*/}}',
  '# {{ `',
  '# ` }}',
  'x: {{ include "image"',
  '  . }}',
);

test('no plain image is lost, whatever stands around it', () => {
  fc.assert(
    fc.property(fc.array(line, { maxLength: 8 }), (lines) => {
      const text = ['apiVersion: example.com/v1', 'kind: Widget', ...lines, ''].join('\n');
      if (mayNameImage(text)) return;
      const found = [...asManifest.read(sourceFile(text))].flatMap((item) =>
        item.is === 'reference'
          ? [`${item.name}:${item.request.is === 'nothing' ? '' : item.request.text}@${item.digest ?? ''}`]
          : [],
      );
      expect(found.filter((image) => !isSymbolic(image))).toEqual([]);
    }),
    { numRuns: 2000 },
  );
});
