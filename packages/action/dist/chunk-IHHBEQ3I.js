const __filename = import.meta.filename; const __dirname = import.meta.dirname;
import{a as w,b,c as P,d as g,e as x}from"./chunk-EFNUEEZS.js";import{a as D,d as f,e as R}from"./chunk-EBHLA5PV.js";import"./chunk-FD7W6DB2.js";import{g as C}from"./chunk-DZ5ODAPV.js";import"./chunk-UGHONP4P.js";import"./chunk-WWT3O45F.js";import{L as c,M as y}from"./chunk-MWXW2MAW.js";import"./chunk-DCWI6QEG.js";import"./chunk-RLMUAXAM.js";import"./chunk-YRVATRD7.js";var E={id:"text",title:"Text for a terminal",*render(e,n){for(let t of T(e,n))yield y(t)}};function*T(e,n){let t=D(n.color),{added:s,removed:r,changed:i,findings:l}=e,d=i.filter(({aspects:o})=>o.includes("license")),a=i.filter(({aspects:o})=>!o.includes("license")),{opened:p,closed:$}=l,u=[["Licences that changed",d.map(o=>v(o,n,t))],["Versions and pins that changed",a.map(o=>v(o,n,t))],["Components that are new",s.map(o=>I("+",o,n,t))],["Components that are gone",r.map(o=>I("-",o,n,t))],["Findings that opened",p.map(o=>M(o,g.opened,n,t))],["Findings that closed",$.map(o=>M(o,g.closed,n,t))]];yield F(e,t);for(let[o,S]of u)yield*O(o,S,t);for(let o of e.doubts)yield`${t.yellow("!")} ${f(c(o),n.width,2)}
`;e.doubts.length>0&&(yield`
`),yield`${t.bold(f(x(e),n.width,0))}
`}var m=100;function F({before:e,after:n},{bold:t,dim:s}){let r=({root:i})=>`${c(i.name)}${i.commit===null?"":s(` ${c(i.commit.slice(0,12))}`)}`;return`
${t("Compared")}  ${r(e)} \u2192 ${r(n)}

`}function*O(e,n,{bold:t,dim:s}){n.length!==0&&(yield`${t(e)}
`,yield*n.slice(0,m),n.length>m&&(yield`  ${s(`\u2026 and ${n.length-m} more; -o json lists them all`)}
`),yield`
`)}function v(e,{width:n},t){let{name:s,versions:r,license:i,pin:l}=w(e),a=[i===null?null:c(i),l===null?null:`pinned by ${l}`].filter(o=>o!==null).join(", "),[p]=[...e.after,...e.before],$=p?h(p,n,t):"",u=f(`${c(`${s} ${r}`)}${a===""?"":`: ${a}`}`,n,4);return`  ${i===null?"~":t.yellow("~")} ${u}
${$}`}function I(e,n,{width:t},s){let r=b(n),i=n.license==="NONE"?r:`licence ${r}`,l=`${n.name} ${P(n)}: ${i}, ${k(n)}, ${n.usage??"usage unknown"}`;return`  ${e} ${f(c(l),t,4)}
${h(n,t,s)}`}function k({pin:e}){return e===null?"pin unknown":e==="none"?"not pinned":`pinned by ${e}`}function h({locations:e},n,{cyan:t,dim:s}){let[r,...i]=e;if(r===void 0)return"";let l=`${c(r.path)}:${r.line}:${r.column}`,d=i.length===0?"":`and ${C(i.length,"more place")}`;return`    ${t(l)}${R(l,[{text:d,gap:1}],{width:n,column:4,dim:s})}
`}function M({finding:e,waived:n},t,{width:s},r){let{level:i,rule:l,message:d}=e,a=n?` (${t})`:"";return`  ${f(c(`${i} ${l}  ${d}${a}`),s,4)}
${h(e,s,r)}`}export{E as diffText};
