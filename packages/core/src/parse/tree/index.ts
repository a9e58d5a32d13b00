export * from './access.ts';
export * from './classify.ts';
export { parseJson } from './json.ts';
export { parseJsonOrYaml } from './json-or-yaml.ts';
export * from './node.ts';
export { scalarText } from './scalar-text.ts';
export { parseToml } from './toml.ts';
export { MAX_DOCUMENTS, parseYaml, parseYamlWithout } from './yaml.ts';
export { MAX_EXPANSION } from './yaml-anchors.ts';
