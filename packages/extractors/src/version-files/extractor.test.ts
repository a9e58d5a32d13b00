import { goldenCases } from '@fineprint/core/testkit';
import { kinds } from '@fineprint/kinds';
import { versionFiles } from './extractor.ts';

goldenCases(versionFiles, import.meta.dirname, kinds);
