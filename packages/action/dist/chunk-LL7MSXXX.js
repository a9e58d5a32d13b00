const __filename = import.meta.filename; const __dirname = import.meta.dirname;
import{a as S,b as I,c as g}from"./chunk-XPBRPWKP.js";import{b as u,c as y,e as x}from"./chunk-SESR7GZR.js";import"./chunk-DZ5ODAPV.js";import"./chunk-UGHONP4P.js";import"./chunk-WWT3O45F.js";import"./chunk-MWXW2MAW.js";import"./chunk-DCWI6QEG.js";import"./chunk-RLMUAXAM.js";import"./chunk-YRVATRD7.js";function*a(e,n){let t=`
${n}`,o=!0;for(let s of e)yield t+JSON.stringify(s,null,2).replaceAll(`
`,`
${n}`),t=`,
${n}`,o=!1;o||(yield`
${n.slice(2)}`)}var C={id:"spdx-2.3",title:"SPDX 2.3 SBOM",*render(e,n){let t=x(e,"SPDX-2.3",n),{name:o,namespace:s,created:l,tool:r,comment:p,licenses:c}=t,i={spdxVersion:"SPDX-2.3",dataLicense:"CC0-1.0",SPDXID:y,name:o,documentNamespace:s,creationInfo:{created:l,creators:[`Tool: ${r}`]},comment:p};yield`${JSON.stringify(i,null,2).slice(0,-2)},
  "packages": [`,yield*a(T(t),"    "),yield`],
  "hasExtractedLicensingInfos": [`,yield*a(c.map(A),"    "),yield`],
  "relationships": [`,yield*a(N(t),"    "),yield`]
}
`}};function*T(e){for(let n of e.packages())yield b(n,e)}function b(e,{tool:n,created:t}){let{name:o,id:s,version:l,fileName:r,supplier:p,checksums:c,sourceInfo:i,licenseComments:d,purl:m,notes:f}=e,D={annotator:`Tool: ${n}`,annotationDate:t,annotationType:"OTHER",comment:u(f)};return{name:o,SPDXID:s,...l===null?{}:{versionInfo:l},...r===null?{}:{packageFileName:r},supplier:S(p),downloadLocation:e.downloadLocation??"NOASSERTION",filesAnalyzed:!1,...c.length>0?{checksums:c.map(({algorithm:O,value:k})=>({algorithm:O,checksumValue:k}))}:{},...i===null?{}:{sourceInfo:i},licenseConcluded:e.concluded,licenseDeclared:e.declared,...d===null?{}:{licenseComments:d},copyrightText:"NOASSERTION",...m===null?{}:{externalRefs:[h(m)]},primaryPackagePurpose:I(e).replaceAll("-","_"),...f.length>0?{annotations:[D]}:{}}}function h(e){return{referenceCategory:"PACKAGE-MANAGER",referenceType:"purl",referenceLocator:e}}function A({id:e,text:n,name:t,url:o}){return{licenseId:e,extractedText:n,...t===null?{}:{name:t},...o===null?{}:{seeAlsos:[o]}}}function*N(e){for(let n of e.relationships())for(let{from:t,type:o,to:s,comment:l}of g(n))yield{spdxElementId:t,relationshipType:o,relatedSpdxElement:s,...l===null?{}:{comment:l}}}export{C as spdxJson};
