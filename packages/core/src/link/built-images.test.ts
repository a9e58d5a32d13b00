import { expect, test } from 'vitest';
import { locate } from '../model/location.ts';
import { builtImages } from './built-images.ts';

const image = (name: string, path: string) => ({ kind: 'container-image', name, at: locate(path) });

test('an image is first-party below the folder of its build only', () => {
  const isBuilt = builtImages([{ is: 'builds', image: 'web', below: 'shop' }]);
  expect(isBuilt(image('web', 'shop/k8s/web.yaml'))).toBe(true);
  expect(isBuilt(image('docker.io/library/web', 'shop/k8s/web.yaml'))).toBe(true);
  expect(isBuilt(image('web', 'shopping/web.yaml'))).toBe(false);
  expect(isBuilt(image('example/web', 'shop/k8s/web.yaml'))).toBe(false);
});

test('a build at the root is of the whole repository, and of images only', () => {
  const isBuilt = builtImages([{ is: 'builds', image: 'ghcr.io/example/web', below: '.' }]);
  expect(isBuilt(image('ghcr.io/example/web', 'k8s/web.yaml'))).toBe(true);
  expect(isBuilt({ ...image('ghcr.io/example/web', 'k8s/web.yaml'), kind: 'helm-chart' })).toBe(false);
});
