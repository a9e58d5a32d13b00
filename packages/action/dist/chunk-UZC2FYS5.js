const __filename = import.meta.filename; const __dirname = import.meta.dirname;
import{a as w,b,c as P,d as m,e as R}from"./chunk-65JM3DIV.js";import{a as y,c as g}from"./chunk-3PV6XMCB.js";import"./chunk-G3G7EIWD.js";import{c as C}from"./chunk-BLUJXCEP.js";import{Cd as l,Dd as h}from"./chunk-ABXWHRV5.js";import"./chunk-FPUCTWO3.js";import"./chunk-Y654QILL.js";var E={id:"text",title:"Text for a terminal",*render(e,n){for(let t of I(e,n))yield h(t)}};function*I(e,n){let t=y(n.color),{added:i,removed:s,changed:r,findings:c}=e,f=r.filter(({aspects:o})=>o.includes("license")),a=r.filter(({aspects:o})=>!o.includes("license")),{opened:d,closed:p}=c,$=[["Licences that changed",f.map(o=>x(o,t))],["Versions and pins that changed",a.map(o=>x(o,t))],["Components that are new",i.map(o=>v("+",o,t))],["Components that are gone",s.map(o=>v("-",o,t))],["Findings that opened",d.map(o=>D(o,m.opened,n,t))],["Findings that closed",p.map(o=>D(o,m.closed,n,t))]];yield L(e,t);for(let[o,F]of $)yield*S(o,F,t);for(let o of e.doubts)yield`${t.yellow("!")} ${g(l(o),n.width-2,"  ")}
`;e.doubts.length>0&&(yield`
`),yield`${t.bold(R(e))}
`}var u=100;function L({before:e,after:n},{bold:t,dim:i}){let s=({root:r})=>`${l(r.name)}${r.commit===null?"":i(` ${l(r.commit.slice(0,12))}`)}`;return`
${t("Compared")}  ${s(e)} \u2192 ${s(n)}

`}function*S(e,n,{bold:t,dim:i}){n.length!==0&&(yield`${t(e)}
`,yield*n.slice(0,u),n.length>u&&(yield`  ${i(`\u2026 and ${n.length-u} more; -o json lists them all`)}
`),yield`
`)}function x(e,{cyan:n,yellow:t}){let{name:i,versions:s,license:r,pin:c}=w(e),a=[r===null?null:t(l(r)),c===null?null:`pinned by ${c}`].filter($=>$!==null).join(", "),[d]=[...e.after,...e.before],p=d?O(d,n):"";return`  ~ ${l(`${i} ${s}`)}${a===""?"":`: ${a}`}
${p}`}function v(e,n,{cyan:t}){let i=b(n),s=n.license==="NONE"?i:`licence ${i}`,r=`${n.name} ${P(n)}: ${s}, pinned by ${n.pin??"unknown"}, ${n.usage??"usage unknown"}`;return`  ${e} ${l(r)}
${O(n,t)}`}function O({locations:e},n){return e.length===0?"":`    ${n(T(e))}
`}function D({finding:e,waived:n},t,{width:i},{cyan:s,dim:r}){let{level:c,rule:f,message:a,locations:d}=e,p=n?r(` (${t})`):"";return`  ${g(l(`${c} ${f}  ${a}`),i-2,"    ")}${p}
    ${s(T(d))}
`}function T([e,...n]){if(e===void 0)return"";let{path:t,line:i,column:s}=e;return`${l(t)}:${i}:${s}${n.length===0?"":` and ${C(n.length,"more place")}`}`}export{E as diffText};
