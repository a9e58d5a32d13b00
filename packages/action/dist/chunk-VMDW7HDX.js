const __filename = import.meta.filename; const __dirname = import.meta.dirname;
import{a as f,b as u,c as y,d as l,e as h}from"./chunk-65JM3DIV.js";import{a as d,b as p}from"./chunk-ZJWH3DSF.js";import"./chunk-BLUJXCEP.js";import"./chunk-ABXWHRV5.js";import"./chunk-FPUCTWO3.js";import"./chunk-Y654QILL.js";var F={id:"markdown",title:"Markdown",*render(e){let{added:o,removed:n,changed:i,findings:t,doubts:r}=e;yield`## ${d(h(e))}

`,yield*I(i),yield*b("New components",o),yield*b("Components that are gone",n),yield*w("Findings that opened",t.opened,l.opened),yield*w("Findings that closed",t.closed,l.closed);for(let s of r)yield`- ${d(s)}
`}},a=100;function*I(e){let o=e.toSorted((n,i)=>Number(C(i))-Number(C(n)));yield*c("Changed components",["component","version","licence","pin"],o,n=>{let{name:i,versions:t,license:r,pin:s}=f(n);return[i,t,r??"",s??""]})}function C({aspects:e}){return e.includes("license")}function*b(e,o){yield*c(e,["component","version","licence","pin","usage"],o,n=>[n.name,y(n),u(n),n.pin??"unknown",n.usage??"unknown"])}function*w(e,o,n){yield*c(e,["level","rule","finding","place"],o,({finding:i,waived:t})=>{let{level:r,rule:s,message:g,locations:v}=i,[m]=v;return[r,s,t?`${g} (${n})`:g,`${m.path}:${m.line}`]})}function*c(e,o,n,i){n.length!==0&&(yield`### ${e}

`,yield*p(o,n.slice(0,a).map(i)),n.length>a&&(yield`
${n.length-a} more are left out here.
`),yield`
`)}export{F as diffMarkdown};
