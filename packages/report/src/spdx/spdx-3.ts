import type { Reporter } from '../reporter.ts';
import { type SpdxDocument, spdxDocument } from './document.ts';
import { creationInfo, elementsOf, iriOf } from './elements.ts';
import { rootId } from './relationships.ts';

/**
 * SPDX 3.0.1 as JSON-LD (https://spdx.github.io/spdx-spec/v3.0.1/), an element a line. The SBOM names all its elements
 * before they follow: they are made twice, since they would not fit into memory.
 */
export const spdx3 = {
  id: 'spdx-3.0.1',
  title: 'SPDX 3.0.1 SBOM',
  *render(report, means) {
    const document = spdxDocument(report, 'SPDX-3.0.1', means);
    yield '{\n  "@context": "https://spdx.org/rdf/3.0.1/spdx-context.jsonld",\n  "@graph": [\n';
    for (const element of headOf(document)) yield `    ${JSON.stringify(element)},\n`;
    yield `    ${JSON.stringify(sbomOf(document)).slice(0, -1)},"element":[`;
    let separator = '';
    for (const { spdxId } of elementsOf(document)) {
      yield separator + JSON.stringify(spdxId);
      separator = ',';
    }
    yield ']}';
    for (const element of elementsOf(document)) yield `,\n    ${JSON.stringify(element)}`;
    yield '\n  ]\n}\n';
  },
} as const satisfies Reporter;

const profileConformance = ['core', 'software', 'simpleLicensing'];

function headOf(document: SpdxDocument): readonly object[] {
  const agent = iriOf(document, 'SPDXRef-Agent');
  const tool = iriOf(document, 'SPDXRef-Tool');
  const dataLicense = iriOf(document, 'SPDXRef-DataLicense');
  return [
    {
      type: 'CreationInfo',
      '@id': creationInfo,
      specVersion: '3.0.1',
      created: document.created,
      createdBy: [agent],
      createdUsing: [tool],
    },
    { type: 'SoftwareAgent', spdxId: agent, creationInfo, name: document.tool },
    { type: 'Tool', spdxId: tool, creationInfo, name: document.tool },
    {
      type: 'simplelicensing_LicenseExpression',
      spdxId: dataLicense,
      creationInfo,
      simplelicensing_licenseExpression: 'CC0-1.0',
    },
    {
      type: 'SpdxDocument',
      spdxId: iriOf(document, 'SPDXRef-DOCUMENT'),
      creationInfo,
      name: document.name,
      comment: document.comment,
      dataLicense,
      profileConformance,
      rootElement: [iriOf(document, sbomId)],
    },
  ];
}

const sbomId = 'SPDXRef-Sbom';

function sbomOf(document: SpdxDocument): object {
  return {
    type: 'software_Sbom',
    spdxId: iriOf(document, sbomId),
    creationInfo,
    name: document.name,
    profileConformance,
    software_sbomType: ['source'],
    rootElement: [iriOf(document, rootId)],
  };
}
