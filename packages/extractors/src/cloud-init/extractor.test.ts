import { goldenCases } from '@fineprint/core/testkit';
import { kinds } from '@fineprint/kinds';
import { cloudInit } from './extractor.ts';

goldenCases(cloudInit, import.meta.dirname, kinds);
