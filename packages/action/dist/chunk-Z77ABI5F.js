const __filename = import.meta.filename; const __dirname = import.meta.dirname;
import{a as t}from"./chunk-ZJWH3DSF.js";import{a as s,b as d}from"./chunk-BLUJXCEP.js";import"./chunk-Y654QILL.js";var k={id:"markdown",title:"Markdown",*render(n){let{mark:e,sentence:i}=s(n);yield`## ${e} ${t(i)}

`,yield*$(n),yield*m(n);for(let o of d(n))yield`- ${t(o)}
`}},r=200;function*$({findings:n}){let e=n.filter(({waiver:i})=>i===null);if(e.length!==0){yield`| level | finding | place |
| --- | --- | --- |
`;for(let i of e.slice(0,r))yield a(i);e.length>r&&(yield`
${e.length-r} more findings are in the report.
`),yield`
`}}function a({level:n,rule:e,message:i,locations:[o]}){return`| ${n} | ${t(i)} (${c(e)}) | ${c(`${o.path}:${o.line}`)} |
`}function*m({summary:n}){if(n.kinds.length!==0){yield`| kind | components | licensed | pins |
| --- | --- | --- | --- |
`;for(let{title:e,components:i,licensed:o,pins:l}of n.kinds){let f=l.map(({name:p,count:g})=>`${g} ${p}`).join(", ");yield`| ${t(e)} | ${i} | ${o} | ${t(f)} |
`}yield`
`}}function c(n){return`<code>${t(n)}</code>`}export{k as markdown};
