const __filename = import.meta.filename; const __dirname = import.meta.dirname;
import{a as f,b as u,c as y,d as l,e as h}from"./chunk-5T7D5AKT.js";import{a as d,b as p}from"./chunk-ZJWH3DSF.js";import"./chunk-BLUJXCEP.js";import"./chunk-WUCJCR5S.js";import"./chunk-FPUCTWO3.js";import"./chunk-AXKO7FI2.js";var F={id:"markdown",title:"Markdown",*render(n){let{added:o,removed:e,changed:i,findings:t,doubts:r}=n;yield`## ${d(h(n))}

`,yield*I(i),yield*b("New components",o),yield*b("Components that are gone",e),yield*w("Findings that opened",t.opened,l.opened),yield*w("Findings that closed",t.closed,l.closed);for(let s of r)yield`- ${d(s)}
`}},a=100;function*I(n){let o=n.toSorted((e,i)=>Number(C(i))-Number(C(e)));yield*c("Changed components",["component","version","licence","pin"],o,e=>{let{name:i,versions:t,license:r,pin:s}=f(e);return[i,t,r??"",s??""]})}function C({aspects:n}){return n.includes("license")}function*b(n,o){yield*c(n,["component","version","licence","pin","usage"],o,e=>[e.name,y(e),u(e),e.pin??"unknown",e.usage])}function*w(n,o,e){yield*c(n,["level","rule","finding","place"],o,({finding:i,waived:t})=>{let{level:r,rule:s,message:g,locations:v}=i,[m]=v;return[r,s,t?`${g} (${e})`:g,`${m.path}:${m.line}`]})}function*c(n,o,e,i){e.length!==0&&(yield`### ${n}

`,yield*p(o,e.slice(0,a).map(i)),e.length>a&&(yield`
${e.length-a} more are left out here.
`),yield`
`)}export{F as diffMarkdown};
