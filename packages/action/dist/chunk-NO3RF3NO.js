const __filename = import.meta.filename; const __dirname = import.meta.dirname;
import{a as b,b as R,c as x,d as g,e as P}from"./chunk-5T7D5AKT.js";import{a as C,c as m}from"./chunk-3PV6XMCB.js";import"./chunk-G3G7EIWD.js";import{c as w}from"./chunk-BLUJXCEP.js";import{Ad as y,zd as l}from"./chunk-WUCJCR5S.js";import"./chunk-FPUCTWO3.js";import"./chunk-AXKO7FI2.js";var N={id:"text",title:"Text for a terminal",*render(t,n){for(let e of F(t,n))yield y(e)}};function*F(t,n){let e=C(n.color),{added:i,removed:r,changed:s,findings:c}=t,f=s.filter(({aspects:o})=>o.includes("license")),d=s.filter(({aspects:o})=>!o.includes("license")),{opened:a,closed:p}=c,$=[["Licences that changed",f.map(o=>v(o,e))],["Versions and pins that changed",d.map(o=>v(o,e))],["Components that are new",i.map(o=>D("+",o,e))],["Components that are gone",r.map(o=>D("-",o,e))],["Findings that opened",a.map(o=>O(o,g.opened,n,e))],["Findings that closed",p.map(o=>O(o,g.closed,n,e))]];yield I(t,e);for(let[o,T]of $)yield*L(o,T,e);for(let o of t.doubts)yield`${e.yellow("!")} ${m(l(o),n.width-2,"  ")}
`;t.doubts.length>0&&(yield`
`),yield`${e.bold(P(t))}
`}var u=100;function I({before:t,after:n},{bold:e,dim:i}){let r=({root:s})=>`${l(s.name)}${s.commit===null?"":i(` ${l(s.commit.slice(0,12))}`)}`;return`
${e("Compared")}  ${r(t)} \u2192 ${r(n)}

`}function*L(t,n,{bold:e,dim:i}){n.length!==0&&(yield`${e(t)}
`,yield*n.slice(0,u),n.length>u&&(yield`  ${i(`\u2026 and ${n.length-u} more; -o json lists them all`)}
`),yield`
`)}function v(t,{cyan:n,yellow:e}){let{name:i,versions:r,license:s,pin:c}=b(t),d=[s===null?null:e(l(s)),c===null?null:`pinned by ${c}`].filter($=>$!==null).join(", "),[a]=[...t.after,...t.before],p=a?`    ${n(h(a.locations))}
`:"";return`  ~ ${l(`${i} ${r}`)}${d===""?"":`: ${d}`}
${p}`}function D(t,n,{cyan:e}){let i=R(n),r=n.license==="NONE"?i:`licence ${i}`,s=`${n.name} ${x(n)}: ${r}, pinned by ${n.pin??"unknown"}, ${n.usage}`;return`  ${t} ${l(s)}
    ${e(h(n.locations))}
`}function O({finding:t,waived:n},e,{width:i},{cyan:r,dim:s}){let{level:c,rule:f,message:d,locations:a}=t,p=n?s(` (${e})`):"";return`  ${m(l(`${c} ${f}  ${d}`),i-2,"    ")}${p}
    ${r(h(a))}
`}function h([t,...n]){if(t===void 0)return"";let{path:e,line:i,column:r}=t;return`${l(e)}:${i}:${r}${n.length===0?"":` and ${w(n.length,"more place")}`}`}export{N as diffText};
