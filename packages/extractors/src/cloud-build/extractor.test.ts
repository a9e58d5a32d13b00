import { goldenCases } from '@fineprint/core/testkit';
import { kinds } from '@fineprint/kinds';
import { cloudBuild } from './extractor.ts';

goldenCases(cloudBuild, import.meta.dirname, kinds);
