import { goldenCases } from '@fineprint/core/testkit';
import { kinds } from '@fineprint/kinds';
import { openshift } from './extractor.ts';

goldenCases(openshift, import.meta.dirname, kinds);
