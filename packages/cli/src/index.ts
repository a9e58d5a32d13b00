export { unfolded } from './appearance.ts';
export { baselineFrom } from './baseline.ts';
export { readData } from './data.ts';
export { exitCodes } from './exit-code.ts';
export { commitNamed, filesOf, type History, openHistory } from './history.ts';
export { type DocumentJudge, documentJudge } from './judge-document.ts';
export { known } from './known-licenses.ts';
export { writeWhole } from './output.ts';
export {
  maxPolicyBytes,
  type PolicyText,
  policyNames,
  readPolicy,
  repositoryPolicies,
} from './policies.ts';
export { renderer } from './render.ts';
export { keyIn, originOf, type ReportServer } from './report-server/report-server.ts';
export { sendReport } from './report-server/send-report.ts';
export { run } from './run.ts';
export { runScan, type Scanned, scanMeans } from './run-scan.ts';
export { refuseBadGlobs, remarksOn } from './scan-as-asked.ts';
export { scanSbom } from './scan-sbom.ts';
export { readSettings } from './settings.ts';
export { type Base, changeOf, type Judge, judgeIn, openBase, unapplied } from './since.ts';
export { textOf } from './stored-document.ts';
export type { Surroundings } from './surroundings.ts';
export { UsageError } from './usage-error.ts';
export { askedToFail, exitCodeOf } from './verdict.ts';
export { version } from './version.ts';
