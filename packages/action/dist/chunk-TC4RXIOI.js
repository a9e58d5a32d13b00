import { createRequire as fineprintRequire } from 'node:module'; const require = fineprintRequire(import.meta.url); const __filename = import.meta.filename; const __dirname = import.meta.dirname;
import{a as h,b,c as w}from"./chunk-WRCLEVUO.js";import{H as c,I as $,d as u}from"./chunk-ICEQZ4EF.js";import"./chunk-M5WO4XUK.js";import{styleText as v}from"node:util";function R(e){let n=t=>o=>e&&o!==""?v(t,o,{validateStream:!1}):o;return{bold:n("bold"),dim:n("dim"),red:n("red"),yellow:n("yellow"),green:n("green"),cyan:n("cyan")}}function*m(e,n,t,{bold:o}){let l=e.map((i,r)=>Math.max(i.length,...n.map(s=>(s[r]??"").length))),a=i=>i.map((r,s)=>t[s]==="right"?r.padStart(l[s]??0):r.padEnd(l[s]??0)).join("  ").trimEnd();yield`${o(a(e))}
`;for(let i of n)yield`${a(i)}
`}function p(e,n){let t=e.reduce((i,{count:r})=>i+r,0);if(t===0)return" ".repeat(n);let o=e.map(({mark:i,count:r})=>i.repeat(r===0?0:Math.max(1,Math.floor(r/t*n)))),l=o.join("");if(l.length>=n)return l.slice(0,n);let a=e.reduce((i,r)=>r.count>i.count?r:i);return o.map((i,r)=>e[r]===a?i+a.mark.repeat(n-l.length):i).join("")}var H={id:"text",title:"Text for a terminal",*render(e,n){let t=R(n.color);yield M(e,t),yield*F(e,n,t),yield*B(e,t),yield*W(e,t),yield*O(e,t),yield _(e,t)}},x={error:20,warning:5,note:3};function M({tool:e,root:n,scan:t},{bold:o,dim:l}){let a=[n.commit?`commit ${n.commit.slice(0,12)}`:"",`policy ${t.policy.names.join(" + ")||"none"}`,t.online?"online":"offline"].filter(i=>i!=="");return`
${o(`${e.name} ${e.version}`)}  ${c(n.name)}  ${l(c(a.join(" \xB7 ")))}

`}function*F({findings:e,components:n},t,o){let l=new Map(n.map(({ref:i,name:r})=>[i,r])),a=e.filter(({waiver:i})=>i===null);for(let[i,r]of Map.groupBy(a,({rule:s})=>s)){let[s]=r;if(!s)continue;let d=t.rules.find(({id:f})=>f===i);yield`${k(s.level,o)} ${o.bold(i)}  ${d?.title??""}
`;let g=j(r).slice(0,x[s.level]);for(let[f,P]of g.entries())yield S(P,f===0,t,o);yield I(r,g,l,o),yield`  ${o.dim("fix")}  ${c(s.remedy)}
`,d&&(yield`  ${o.dim("why")}  ${o.dim(d.documentation)}
`),yield`
`}t.showWaived&&(yield*E(e,o))}function j(e){return[...Map.groupBy(e,({ref:t,fingerprint:o})=>t??o).values()].flatMap(([t])=>t?[t]:[])}function S({message:e,locations:n},t,{source:o},l){let[a]=n,i=n.length>1?l.dim(` and ${w(n.length-1,"more place")}`):"",r=`  ${c(e)}
    ${l.cyan(`${c(a.path)}:${a.line}:${a.column}`)}${i}
`,s=t?o(a.path):null;if(s===null)return r;let d=$(s,a).trimEnd().split(`
`);return`${r}${d.map(g=>`      ${l.dim(g)}`).join(`
`)}
`}function I(e,n,t,{dim:o}){let l=e.length-n.length;if(l===0)return"";let a=new Set(n.map(({ref:d})=>d)),i=e.filter(({ref:d})=>!a.has(d)).map(({ref:d})=>d===null?"":t.get(d)??""),r=[...new Set(i)].filter(d=>d!=="").sort(u),s=r.length===0?"":`: ${r.slice(0,8).map(c).join(", ")}${r.length>8?", \u2026":""}`;return`  ${o(`\u2026 and ${l} more${s}`)}
`}function*E(e,{dim:n,bold:t}){for(let{rule:o,message:l,waiver:a}of e){if(!a)continue;let{id:i,reason:r,expires:s}=a;yield`${n("waived")} ${t(o)}  ${c(l)}
  ${n(c(`${i} until ${s}: ${r}`))}

`}}var T=new Map([["digest","\u2588"],["commit","\u2588"],["exact","\u2588"],["tag","\u2592"],["range","\u2592"],["branch","\u2591"],["none","\u2591"],["unknown","\xB7"]]);function*B({summary:e},n){if(e.kinds.length===0)return;let t=e.kinds.map(({title:l,components:a,occurrences:i,licensed:r,pins:s})=>[l,String(a),String(i),`${r}/${a}`,p(s.map(({name:d,count:g})=>({mark:T.get(d)??"\xB7",count:g})),12),s.map(({name:d,count:g})=>`${g} ${d}`).join(", ")]);yield*m(["components","distinct","places","licensed","pins",""],t,["left","right","right","right","left","left"],n),yield`  ${n.dim("\u2588 cannot change   \u2592 can be moved   \u2591 follows whatever is newest   \xB7 unknown")}

`}function*W({summary:{classes:e}},n){if(e.length===0)return;let t=e.map(({name:o,count:l})=>[o,String(l),p([{mark:"\u25A0",count:l},{mark:" ",count:C(e)-l}],24)]);yield*m(["licence class","components",""],t,["left","right","left"],n),yield`
`}function C(e){return e.reduce((n,{count:t})=>n+t,0)}var y=8;function*O(e,{bold:n,dim:t,yellow:o}){yield`${n("What was seen")}
`;for(let a of b(e))yield`  ${a}
`;let l=e.problems.filter(({code:a})=>a!=="version-unknown");for(let{code:a,message:i,location:r}of l.slice(0,y)){let s=r?`${c(r.path)}:${r.line}  `:"";yield`  ${o(a)}  ${t(s)}${c(i)}
`}l.length>y&&(yield`  ${t(`\u2026 and ${l.length-y} more; -o json lists them all`)}
`),yield`
`}function _(e,n){let{is:t,mark:o,sentence:l}=h(e),a={failed:n.red,warned:n.yellow,clean:n.green}[t];return`${a(n.bold(`${o} ${l}`))}
`}function k(e,{red:n,yellow:t,cyan:o}){return{error:n,warning:t,note:o}[e](e)}export{H as text};
