const __filename = import.meta.filename; const __dirname = import.meta.dirname;
import{a as w,b as m,c as g,e as $}from"./chunk-3PV6XMCB.js";import"./chunk-G3G7EIWD.js";import{a as b,b as v,c as P}from"./chunk-BLUJXCEP.js";import{Cd as p,Dd as h,Ed as R,aa as y}from"./chunk-ABXWHRV5.js";import"./chunk-FPUCTWO3.js";import"./chunk-Y654QILL.js";var K={id:"text",title:"Text for a terminal",*render(n,t){for(let e of x(n,t))yield h(e)}};function*x(n,t){let e=w(t.color);yield j(n,e),yield*I(n,t,e),yield*W(n,e),yield*O(n,e),yield*z(n,t,e),yield A(n,e)}var F={error:20,warning:5,note:3};function j({tool:n,root:t,scan:e},{bold:i,dim:a}){let r=[t.commit?`commit ${t.commit.slice(0,12)}`:"",`policy ${e.policy.names.join(" + ")||"none"}`,e.online?"online":"offline"].filter(o=>o!=="");return`
${i(`${n.name} ${n.version}`)}  ${p(t.name)}  ${a(p(r.join(" \xB7 ")))}

`}function*I({findings:n,components:t},e,i){let a=new Map(t.map(({ref:o,name:l})=>[o,l])),r=n.filter(({waiver:o})=>o===null);for(let[o,l]of Map.groupBy(r,({rule:s})=>s)){let[s]=l;if(!s)continue;let d=e.rules.find(({id:f})=>f===o);yield`${D(s.level,i)} ${i.bold(o)}  ${d?.title??""}
`;let c=S(l).slice(0,F[s.level]);for(let[f,M]of c.entries())yield T(M,f===0,e,i);yield B(l,c,a,e,i),yield`  ${i.dim("fix")}  ${g(p(s.remedy),e.width-7," ".repeat(7))}
`,yield`  ${i.dim("why")}  ${i.dim(`fineprint explain ${o}`)}
`,yield`
`}e.showWaived&&(yield*C(n,i))}function S(n){return[...Map.groupBy(n,({ref:e,fingerprint:i})=>e??i).values()].flatMap(([e])=>e?[e]:[])}function T({message:n,locations:t},e,{source:i,width:a},r){let[o]=t,l=t.length>1?r.dim(` and ${P(t.length-1,"more place")}`):"",s=`  ${g(p(n),a-2,"  ")}
    ${r.cyan(`${p(o.path)}:${o.line}:${o.column}`)}${l}
`,d=e?i(o.path):null;if(d===null)return s;let c=R(d,o).trimEnd().split(`
`);return`${s}${c.map(f=>`      ${r.dim(f)}`).join(`
`)}
`}function B(n,t,e,{width:i},{dim:a}){let r=n.length-t.length;if(r===0)return"";let o=new Set(t.map(({ref:c})=>c)),l=n.filter(({ref:c})=>!o.has(c)).map(({ref:c})=>c===null?"":e.get(c)??""),s=[...new Set(l)].filter(c=>c!=="").sort(y),d=s.length===0?"":`: ${s.slice(0,8).map(p).join(", ")}${s.length>8?", \u2026":""}`;return`  ${a(g(`\u2026 and ${r} more${d}`,i-2,"  "))}
`}function*C(n,{dim:t,bold:e}){for(let{rule:i,message:a,waiver:r}of n){if(!r)continue;let{id:o,reason:l,expires:s}=r;yield`${t("waived")} ${e(i)}  ${p(a)}
  ${t(p(`${o} until ${s}: ${l}`))}

`}}var E=new Map([["digest","\u2588"],["commit","\u2588"],["exact","\u2588"],["tag","\u2592"],["range","\u2592"],["branch","\u2591"],["none","\u2591"],["unknown","\xB7"]]);function*W({summary:n},t){if(n.kinds.length===0)return;let e=n.kinds.map(({title:a,components:r,occurrences:o,licensed:l,pins:s})=>[a,String(r),String(o),`${l}/${r}`,$(s.map(({name:d,count:c})=>({mark:E.get(d)??"\xB7",count:c})),12),s.map(({name:d,count:c})=>`${c} ${d}`).join(", ")]);yield*m(["components","distinct","places","licensed","pins",""],e,["left","right","right","right","left","left"],t),yield`  ${t.dim("\u2588 cannot change   \u2592 can be moved   \u2591 follows whatever is newest   \xB7 unknown")}

`}function*O({summary:{classes:n}},t){if(n.length===0)return;let e=n.map(({name:i,count:a})=>[i,String(a),$([{mark:"\u25A0",count:a},{mark:" ",count:q(n)-a}],24)]);yield*m(["licence class","components",""],e,["left","right","left"],t),yield`
`}function q(n){return n.reduce((t,{count:e})=>t+e,0)}var u=8;function*z(n,{width:t},{bold:e,dim:i,yellow:a,cyan:r}){yield`${e("What was seen")}
`;for(let l of v(n))yield`  ${l}
`;let o=n.problems.filter(({code:l})=>l!=="version-unknown");for(let{code:l,message:s,location:d}of o.slice(0,u))yield`  ${a(l)}  ${g(p(s),t-l.length-4,"    ")}
`,d&&(yield`    ${r(`${p(d.path)}:${d.line}:${d.column}`)}
`);o.length>u&&(yield`  ${i(`\u2026 and ${o.length-u} more; -o json lists them all`)}
`),yield`
`}function A(n,t){let{is:e,mark:i,sentence:a}=b(n),r={failed:t.red,warned:t.yellow,clean:t.green}[e];return`${r(t.bold(`${i} ${a}`))}
`}function D(n,{red:t,yellow:e,cyan:i}){return{error:t,warning:e,note:i}[n](n)}export{K as text};
