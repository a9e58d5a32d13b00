const __filename = import.meta.filename; const __dirname = import.meta.dirname;
import{a as c,b as l}from"./chunk-H2VYJQIV.js";import"./chunk-AXKO7FI2.js";var y={id:"markdown",title:"Markdown",*render(n){let{mark:e,sentence:i}=c(n);yield`## ${e} ${r(i)}

`,yield*a(n),yield*$(n);for(let t of l(n))yield`- ${r(t)}
`}},o=200;function*a({findings:n}){let e=n.filter(({waiver:i})=>i===null);if(e.length!==0){yield`| level | finding | place |
| --- | --- | --- |
`;for(let i of e.slice(0,o))yield u(i);e.length>o&&(yield`
${e.length-o} more findings are in the report.
`),yield`
`}}function u({level:n,rule:e,message:i,locations:[t]}){return`| ${n} | ${r(i)} (${s(e)}) | ${s(`${t.path}:${t.line}`)} |
`}function*$({summary:n}){if(n.kinds.length!==0){yield`| kind | components | licensed | pins |
| --- | --- | --- | --- |
`;for(let{title:e,components:i,licensed:t,pins:d}of n.kinds){let f=d.map(({name:p,count:g})=>`${g} ${p}`).join(", ");yield`| ${r(e)} | ${i} | ${t} | ${r(f)} |
`}yield`
`}}function r(n){return n.replace(/[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g," ").replace(/&/g,"&amp;").replace(/</g,"&lt;").replace(/>/g,"&gt;").replace(/[\\`*_{}[\]()#+!|~^$-]/g,"\\$&").replace(/@/g,"&#64;").replace(/:\/\//g,"&#58;//").replace(/www\./gi,e=>`${e.slice(0,3)}&#46;`)}function s(n){return`<code>${r(n)}</code>`}export{y as markdown};
