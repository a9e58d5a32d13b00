import { expect, test } from 'vitest';
import { factKeysOf, versionSyntaxOf } from './keys.ts';

const keysOf = (key: string) => factKeysOf(key, new Map());

test.each([
  ['library:npm/@Types/Node', ['library:npm/@types/node', 'library:npm/@types/*']],
  ['library:npm/lodash', ['library:npm/lodash']],
  ['library:pypi/Zope.Interface', ['library:pypi/zope-interface']],
  ['library:maven/org.slf4j/slf4j-nop', ['library:maven/org.slf4j/slf4j-nop', 'library:maven/org.slf4j/*']],
  ['library:vcpkg/zlib', ['library:vcpkg/zlib']],
  ['serverless-plugin:serverless-offline', ['library:npm/serverless-offline']],
  ['vagrant-plugin:vagrant-vbguest', ['library:gem/vagrant-vbguest']],
])('%s is known as %j', (key, packages) => {
  expect(keysOf(key).packages).toEqual(packages);
});

test('the folders of a Go module are namespaces, the nearest first', () => {
  expect(keysOf('library:golang/github.com/aws/aws-sdk-go-v2/service/s3').packages).toEqual([
    'library:golang/github.com/aws/aws-sdk-go-v2/service/s3',
    'library:golang/github.com/aws/aws-sdk-go-v2/service/*',
    'library:golang/github.com/aws/aws-sdk-go-v2/*',
    'library:golang/github.com/aws/*',
    'library:golang/github.com/*',
  ]);
});

test.each([
  ['github.com/spf13/Cobra', 'spf13/cobra'],
  ['github.com/blang/semver/v4', 'blang/semver'],
  ['golang.org/x/net', 'golang/net'],
  ['k8s.io/client-go', 'kubernetes/client-go'],
  ['sigs.k8s.io/yaml', 'kubernetes-sigs/yaml'],
  ['gopkg.in/yaml.v3', 'go-yaml/yaml'],
  ['gopkg.in/evanphx/json-patch.v4', 'evanphx/json-patch'],
  ['google.golang.org/grpc', 'grpc/grpc-go'],
  // A module in a folder has versions, and may have a license, of its own.
  ['github.com/hashicorp/consul/api', null],
  ['google.golang.org/genproto/googleapis/rpc', null],
  ['example.org/x/y', null],
])('the Go module %s comes from %s', (module, repository) => {
  expect(keysOf(`library:golang/${module}`).repository).toBe(repository);
});

test('each registry has its own way to say versions', () => {
  expect(versionSyntaxOf('library:cargo/serde')).toBe('cargo');
  expect(versionSyntaxOf('library:gem/rack')).toBe('terraform');
  expect(versionSyntaxOf('library:npm/lodash')).toBe('npm');
  expect(versionSyntaxOf('container-image:docker.io/library/nginx')).toBe('tag');
});
