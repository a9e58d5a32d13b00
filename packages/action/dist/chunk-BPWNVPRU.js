const __filename = import.meta.filename; const __dirname = import.meta.dirname;
import{a as b,b as R,c as D,d as m,e as P}from"./chunk-6GJZKPQY.js";import{a as C,d as f}from"./chunk-2375VGXA.js";import"./chunk-G3G7EIWD.js";import{f as w}from"./chunk-EEYKMNCZ.js";import{$d as c,ae as y}from"./chunk-WNM3SGY2.js";import"./chunk-DS3355ZB.js";import"./chunk-BHTT3OSP.js";import"./chunk-Y654QILL.js";var E={id:"text",title:"Text for a terminal",*render(e,n){for(let t of S(e,n))yield y(t)}};function*S(e,n){let t=C(n.color),{added:i,removed:r,changed:s,findings:l}=e,d=s.filter(({aspects:o})=>o.includes("license")),$=s.filter(({aspects:o})=>!o.includes("license")),{opened:a,closed:p}=l,u=[["Licences that changed",d.map(o=>x(o,n,t))],["Versions and pins that changed",$.map(o=>x(o,n,t))],["Components that are new",i.map(o=>v("+",o,n,t))],["Components that are gone",r.map(o=>v("-",o,n,t))],["Findings that opened",a.map(o=>I(o,m.opened,n,t))],["Findings that closed",p.map(o=>I(o,m.closed,n,t))]];yield T(e,t);for(let[o,g]of u)yield*F(o,g,t);for(let o of e.doubts)yield`${t.yellow("!")} ${f(c(o),n.width,2)}
`;e.doubts.length>0&&(yield`
`),yield`${t.bold(f(P(e),n.width,0))}
`}var h=100;function T({before:e,after:n},{bold:t,dim:i}){let r=({root:s})=>`${c(s.name)}${s.commit===null?"":i(` ${c(s.commit.slice(0,12))}`)}`;return`
${t("Compared")}  ${r(e)} \u2192 ${r(n)}

`}function*F(e,n,{bold:t,dim:i}){n.length!==0&&(yield`${t(e)}
`,yield*n.slice(0,h),n.length>h&&(yield`  ${i(`\u2026 and ${n.length-h} more; -o json lists them all`)}
`),yield`
`)}function x(e,{width:n},{cyan:t,yellow:i}){let{name:r,versions:s,license:l,pin:d}=b(e),a=[l===null?null:c(l),d===null?null:`pinned by ${d}`].filter(g=>g!==null).join(", "),[p]=[...e.after,...e.before],u=p?M(p,t):"",o=f(`${c(`${r} ${s}`)}${a===""?"":`: ${a}`}`,n,4);return`  ${l===null?"~":i("~")} ${o}
${u}`}function v(e,n,{width:t},{cyan:i}){let r=R(n),s=n.license==="NONE"?r:`licence ${r}`,l=`${n.name} ${D(n)}: ${s}, ${L(n)}, ${n.usage??"usage unknown"}`;return`  ${e} ${f(c(l),t,4)}
${M(n,i)}`}function L({pin:e}){return e===null?"pin unknown":e==="none"?"not pinned":`pinned by ${e}`}function M({locations:e},n){return e.length===0?"":`    ${n(O(e))}
`}function I({finding:e,waived:n},t,{width:i},{cyan:r,dim:s}){let{level:l,rule:d,message:$,locations:a}=e,p=n?s(` (${t})`):"";return`  ${f(c(`${l} ${d}  ${$}`),i,4)}${p}
    ${r(O(a))}
`}function O([e,...n]){if(e===void 0)return"";let{path:t,line:i,column:r}=e;return`${c(t)}:${i}:${r}${n.length===0?"":` and ${w(n.length,"more place")}`}`}export{E as diffText};
