import { html, type Markup } from '@fineprint/report/html';

/** The link to all of a list for a spreadsheet; the path is one of the API. */
export function csvLink(path: string): Markup {
  return html`<p class="unprinted"><a href="/api/v1${path}" download>All of it as CSV</a></p>`;
}

const forLegal = [
  ['notice', 'Notices', 'who is used under which terms, with the full licence texts'],
  ['csv', 'CSV', 'components, licences and findings for a spreadsheet'],
  ['html', 'Report', 'one page that works offline'],
] as const;

const sboms = [
  ['cyclonedx', 'CycloneDX 1.6'],
  ['cyclonedx-xml', 'CycloneDX 1.6, XML'],
  ['cyclonedx-1.7', 'CycloneDX 1.7'],
  ['spdx', 'SPDX 2.3'],
  ['spdx-tag-value', 'SPDX 2.3, tag-value'],
  ['spdx-3', 'SPDX 3.0'],
] as const;

const others = [
  ['json-1', 'json-1'],
  ['markdown', 'Markdown'],
  ['sarif', 'SARIF'],
] as const;

/** Everything in which a project can be taken away, as its latest report says; the id stands in addresses. */
export function projectExports(id: string): Markup {
  const link = ([format, name]: readonly [string, string, ...unknown[]]) =>
    html`<a href="/api/v1/projects/${id}/export?format=${format}" download>${name}</a>`;
  const links = (formats: readonly (readonly [string, string])[]) =>
    formats.map((each, index) => html`${index === 0 ? null : ' · '}${link(each)}`);
  return html`<section class="unprinted" aria-labelledby="exports"><h2 id="exports">Exports</h2>
<ul>
<li><a href="/projects/${id}/record">Record to print</a> <span class="faint">findings with what was decided, what licences ask, and components, for auditors</span></li>
${forLegal.map((each) => html`<li>${link(each)} <span class="faint">${each[2]}</span></li>`)}
<li>SBOM: ${links(sboms)}</li>
<li>Lists: <a href="/api/v1/projects/${id}/findings.csv" download>findings</a> · <a href="/api/v1/projects/${id}/components.csv" download>components</a> · <a href="/api/v1/projects/${id}/obligations.csv" download>what licences ask</a> <span class="faint">as CSV, as they stand now</span></li>
<li>Also: ${links(others)}</li>
</ul>
<p class="faint">Of an SBOM of another tool the exports say what the server could judge: it brings no licence texts of its own, so that notices hold the standard ones, and it names no places in files, so that there is no SARIF.</p></section>`;
}
