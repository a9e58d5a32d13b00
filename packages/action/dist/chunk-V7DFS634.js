const __filename = import.meta.filename; const __dirname = import.meta.dirname;
import{ge as i}from"./chunk-WNM3SGY2.js";import"./chunk-DS3355ZB.js";import"./chunk-BHTT3OSP.js";import"./chunk-Y654QILL.js";var y={id:"ndjson",title:"Report as JSON lines",*render(t){let o=0;for(let n of c(t))yield`${JSON.stringify(n)}
`,o+=1;yield`${JSON.stringify({is:"end",lines:o})}
`}};function*c({units:t,components:o,dependencies:n,findings:r,problems:s,texts:f,...d}){yield{is:"report",...d,schema:i};for(let e of t)yield{is:"unit",...e};for(let e of o)yield{is:"component",...e};for(let e of n)yield{is:"dependency",...e};for(let e of r)yield{is:"finding",...e};for(let e of s)yield{is:"problem",...e};for(let[e,p]of Object.entries(f))yield{is:"text",sha256:e,text:p}}export{y as ndjson};
