const __filename = import.meta.filename; const __dirname = import.meta.dirname;
import{a as S,b as D,c as C}from"./chunk-XPBRPWKP.js";import{b as P,c as f,e as k}from"./chunk-SESR7GZR.js";import"./chunk-DZ5ODAPV.js";import"./chunk-UGHONP4P.js";import"./chunk-WWT3O45F.js";import{L as p,M as d}from"./chunk-MWXW2MAW.js";import"./chunk-DCWI6QEG.js";import"./chunk-RLMUAXAM.js";import"./chunk-YRVATRD7.js";var E=new Set(`
    AnnotationComment AnnotationDate AnnotationType Annotator BuiltDate Created Creator CreatorComment
    DataLicense DocumentComment DocumentName DocumentNamespace ExternalDocumentRef ExternalRef
    ExternalRefComment ExtractedText FileAttributionText FileChecksum FileComment FileContributor
    FileCopyrightText FileName FileNotice FileType FilesAnalyzed LicenseComment LicenseComments
    LicenseConcluded LicenseCrossReference LicenseID LicenseInfoInFile LicenseInfoInSnippet
    LicenseListVersion LicenseName NOASSERTION NONE PackageAttributionText PackageChecksum PackageComment
    PackageCopyrightText PackageDescription PackageDownloadLocation PackageFileName PackageHomePage
    PackageLicenseComments PackageLicenseConcluded PackageLicenseDeclared PackageLicenseInfoFromFiles
    PackageName PackageOriginator PackageSourceInfo PackageSummary PackageSupplier PackageVerificationCode
    PackageVersion PrimaryPackagePurpose Relationship RelationshipComment ReleaseDate SPDXID SPDXREF
    SPDXVersion SnippetAttributionText SnippetByteRange SnippetComment SnippetCopyrightText
    SnippetFromFileSPDXID SnippetLicenseComments SnippetLicenseConcluded SnippetLineRange SnippetName
    SnippetSPDXID ValidUntilDate
`.trim().split(/\s+/)),F=/^(?:ADLER32|BLAKE2b-\d{3}|BLAKE3|MD[2456]|SHA\d{1,3}|SHA3-\d{3}|Tool|Person|Organization):|^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/;function x(e){return!F.test(e)&&!E.has(e)?e:`\\x${e.charCodeAt(0).toString(16)}${e.slice(1)}`}var K={id:"spdx-tag-value",title:"SPDX 2.3 SBOM as tags and values",*render(e,t){let i=k(e,"SPDX-2.3",t);yield I(i);for(let o of i.packages())yield h(o,i);for(let o of i.licenses)yield O(o);yield`
`;for(let o of i.relationships())for(let{from:a,type:c,to:m,comment:l}of C(o))yield n("Relationship",`${a} ${c} ${m}`),yield r("RelationshipComment",l)}};function I({name:e,namespace:t,created:i,tool:o,comment:a}){return[n("SPDXVersion","SPDX-2.3"),n("DataLicense","CC0-1.0"),n("SPDXID",f),s("DocumentName",e),n("DocumentNamespace",t),n("Creator",`Tool: ${o}`),n("Created",i),r("DocumentComment",a)].join("")}function h(e,{tool:t,created:i}){let{name:o,id:a,version:c,fileName:m,supplier:l,downloadLocation:A,checksums:T,purl:g,notes:u}=e,y=[n("Annotator",`Tool: ${t}`),n("AnnotationDate",i),n("AnnotationType","OTHER"),n("SPDXREF",a),r("AnnotationComment",P(u))];return[`
${s("PackageName",o)}`,n("SPDXID",a),s("PackageVersion",c),s("PackageFileName",m),n("PackageSupplier",S(l)),n("PackageDownloadLocation",A??"NOASSERTION"),n("FilesAnalyzed","false"),...T.map(({algorithm:R,value:N})=>n("PackageChecksum",`${R}: ${N}`)),r("PackageSourceInfo",e.sourceInfo),n("PackageLicenseConcluded",e.concluded),n("PackageLicenseDeclared",e.declared),r("PackageLicenseComments",e.licenseComments),n("PackageCopyrightText","NOASSERTION"),n("ExternalRef",g===null?null:`PACKAGE-MANAGER purl ${g}`),n("PrimaryPackagePurpose",D(e)),...u.length>0?y:[]].join("")}function O({id:e,text:t,name:i,url:o}){return[`
${n("LicenseID",e)}`,r("ExtractedText",t),s("LicenseName",i),n("LicenseCrossReference",o)].join("")}function s(e,t){return n(e,t===null?null:x(t))}function n(e,t){return t===null?"":`${e}: ${L(p(t))}
`}function r(e,t){if(t===null)return"";let o=t.split(X).flatMap(a=>a.match($)??[""]).map(a=>p(a.replaceAll("	","    "))).join(`
`);return`${e}: <text>${d(L(o))}</text>
`}var $=/.{1,5000}/gsu,X=/\r\n|[\n\r]/;function L(e){return e.replace(w,"&lt;")}var w=/<(?=\/?text>)/gi;export{K as spdxTagValue};
