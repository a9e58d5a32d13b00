const __filename = import.meta.filename; const __dirname = import.meta.dirname;
import{a as b}from"./chunk-G3G7EIWD.js";import{a as w,b as R,c as P}from"./chunk-H2VYJQIV.js";import{_ as $,cd as g,dd as h}from"./chunk-22TJMN5J.js";import"./chunk-CBDNABO2.js";import"./chunk-AXKO7FI2.js";function v(e){let n=t=>o=>e&&o!==""?b(t,o,{validateStream:!1}):o;return{bold:n("bold"),dim:n("dim"),red:n("red"),yellow:n("yellow"),green:n("green"),cyan:n("cyan")}}function*m(e,n,t,{bold:o}){let i=e.map((r,l)=>Math.max(r.length,...n.map(s=>(s[l]??"").length))),a=r=>r.map((l,s)=>t[s]==="right"?l.padStart(i[s]??0):l.padEnd(i[s]??0)).join("  ").trimEnd();yield`${o(a(e))}
`;for(let r of n)yield`${a(r)}
`}function p(e,n,t){if(e.length<=n)return e;let o=[],i="";for(let a of e.split(" "))i!==""&&i.length+1+a.length>n?(o.push(i),i=t+a):i=i===""?a:`${i} ${a}`;return[...o,i].join(`
`)}function y(e,n){let t=e.reduce((r,{count:l})=>r+l,0);if(t===0)return" ".repeat(n);let o=e.map(({mark:r,count:l})=>r.repeat(l===0?0:Math.max(1,Math.floor(l/t*n)))),i=o.join("");if(i.length>=n)return i.slice(0,n);let a=e.reduce((r,l)=>l.count>r.count?l:r);return o.map((r,l)=>e[l]===a?r+a.mark.repeat(n-i.length):r).join("")}var J={id:"text",title:"Text for a terminal",*render(e,n){let t=v(n.color);yield j(e,t),yield*F(e,n,t),yield*W(e,t),yield*C(e,t),yield*_(e,n,t),yield k(e,t)}},M={error:20,warning:5,note:3};function j({tool:e,root:n,scan:t},{bold:o,dim:i}){let a=[n.commit?`commit ${n.commit.slice(0,12)}`:"",`policy ${t.policy.names.join(" + ")||"none"}`,t.online?"online":"offline"].filter(r=>r!=="");return`
${o(`${e.name} ${e.version}`)}  ${g(n.name)}  ${i(g(a.join(" \xB7 ")))}

`}function*F({findings:e,components:n},t,o){let i=new Map(n.map(({ref:r,name:l})=>[r,l])),a=e.filter(({waiver:r})=>r===null);for(let[r,l]of Map.groupBy(a,({rule:s})=>s)){let[s]=l;if(!s)continue;let c=t.rules.find(({id:f})=>f===r);yield`${q(s.level,o)} ${o.bold(r)}  ${c?.title??""}
`;let d=S(l).slice(0,M[s.level]);for(let[f,x]of d.entries())yield I(x,f===0,t,o);yield E(l,d,i,t,o),yield`  ${o.dim("fix")}  ${p(g(s.remedy),t.width-7," ".repeat(7))}
`,yield`  ${o.dim("why")}  ${o.dim(`fineprint explain ${r}`)}
`,yield`
`}t.showWaived&&(yield*T(e,o))}function S(e){return[...Map.groupBy(e,({ref:t,fingerprint:o})=>t??o).values()].flatMap(([t])=>t?[t]:[])}function I({message:e,locations:n},t,{source:o,width:i},a){let[r]=n,l=n.length>1?a.dim(` and ${P(n.length-1,"more place")}`):"",s=`  ${p(g(e),i-2,"  ")}
    ${a.cyan(`${g(r.path)}:${r.line}:${r.column}`)}${l}
`,c=t?o(r.path):null;if(c===null)return s;let d=h(c,r).trimEnd().split(`
`);return`${s}${d.map(f=>`      ${a.dim(f)}`).join(`
`)}
`}function E(e,n,t,{width:o},{dim:i}){let a=e.length-n.length;if(a===0)return"";let r=new Set(n.map(({ref:d})=>d)),l=e.filter(({ref:d})=>!r.has(d)).map(({ref:d})=>d===null?"":t.get(d)??""),s=[...new Set(l)].filter(d=>d!=="").sort($),c=s.length===0?"":`: ${s.slice(0,8).map(g).join(", ")}${s.length>8?", \u2026":""}`;return`  ${i(p(`\u2026 and ${a} more${c}`,o-2,"  "))}
`}function*T(e,{dim:n,bold:t}){for(let{rule:o,message:i,waiver:a}of e){if(!a)continue;let{id:r,reason:l,expires:s}=a;yield`${n("waived")} ${t(o)}  ${g(i)}
  ${n(g(`${r} until ${s}: ${l}`))}

`}}var B=new Map([["digest","\u2588"],["commit","\u2588"],["exact","\u2588"],["tag","\u2592"],["range","\u2592"],["branch","\u2591"],["none","\u2591"],["unknown","\xB7"]]);function*W({summary:e},n){if(e.kinds.length===0)return;let t=e.kinds.map(({title:i,components:a,occurrences:r,licensed:l,pins:s})=>[i,String(a),String(r),`${l}/${a}`,y(s.map(({name:c,count:d})=>({mark:B.get(c)??"\xB7",count:d})),12),s.map(({name:c,count:d})=>`${d} ${c}`).join(", ")]);yield*m(["components","distinct","places","licensed","pins",""],t,["left","right","right","right","left","left"],n),yield`  ${n.dim("\u2588 cannot change   \u2592 can be moved   \u2591 follows whatever is newest   \xB7 unknown")}

`}function*C({summary:{classes:e}},n){if(e.length===0)return;let t=e.map(({name:o,count:i})=>[o,String(i),y([{mark:"\u25A0",count:i},{mark:" ",count:O(e)-i}],24)]);yield*m(["licence class","components",""],t,["left","right","left"],n),yield`
`}function O(e){return e.reduce((n,{count:t})=>n+t,0)}var u=8;function*_(e,{width:n},{bold:t,dim:o,yellow:i,cyan:a}){yield`${t("What was seen")}
`;for(let l of R(e))yield`  ${l}
`;let r=e.problems.filter(({code:l})=>l!=="version-unknown");for(let{code:l,message:s,location:c}of r.slice(0,u))yield`  ${i(l)}  ${p(g(s),n-l.length-4,"    ")}
`,c&&(yield`    ${a(`${g(c.path)}:${c.line}:${c.column}`)}
`);r.length>u&&(yield`  ${o(`\u2026 and ${r.length-u} more; -o json lists them all`)}
`),yield`
`}function k(e,n){let{is:t,mark:o,sentence:i}=w(e),a={failed:n.red,warned:n.yellow,clean:n.green}[t];return`${a(n.bold(`${o} ${i}`))}
`}function q(e,{red:n,yellow:t,cyan:o}){return{error:n,warning:t,note:o}[e](e)}export{J as text};
