import { goldenCases } from '@fineprint/core/testkit';
import { kinds } from '@fineprint/kinds';
import { kustomize } from './extractor.ts';

goldenCases(kustomize, import.meta.dirname, kinds);
