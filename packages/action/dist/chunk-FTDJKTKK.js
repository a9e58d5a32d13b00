const __filename = import.meta.filename; const __dirname = import.meta.dirname;
import{a as f}from"./chunk-TQ4UITWC.js";import{a as u,b,c as w,d as m,e as y}from"./chunk-EFNUEEZS.js";import{a as p,b as h,c as $,d as C}from"./chunk-AWXJ4TJI.js";import"./chunk-DZ5ODAPV.js";import"./chunk-UGHONP4P.js";import"./chunk-WWT3O45F.js";import"./chunk-MWXW2MAW.js";import"./chunk-DCWI6QEG.js";import"./chunk-RLMUAXAM.js";import"./chunk-YRVATRD7.js";var q={id:"markdown",title:"Markdown",*render(e){let{doubts:r}=e,o=`## ${p(y(e))}

`,n=f(r.map(t=>`- ${p(h(t,M))}
`),{characters:6e4/10});yield o,yield*D(e,6e4-o.length-n.text.length-O,"###"),yield n.text,n.left>0&&(yield`- ${n.left} more doubts are in the JSON.
`)}};function*D({added:e,removed:r,changed:o,findings:n},t,s){let a=[I(o),v("New components",e),v("Components that are gone",r),R("Findings that opened",n.opened,m.opened),R("Findings that closed",n.closed,m.closed)].filter(({rows:i})=>i.length>0),l={characters:t};for(let[i,d]of a.entries())yield`${s} ${j(d,l,a.length-i)}`}var k=100,M=400,O=200;function I(e){let o=e.toSorted((n,t)=>Number(x(t))-Number(x(n))).map(n=>{let{name:t,versions:s,license:a,pin:l}=u(n);return[t,s,a??"",l??""]});return{title:"Changed components",heads:["component","version","licence","pin"],rows:o}}function x({aspects:e}){return e.includes("license")}function v(e,r){let o=r.map(n=>[n.name,w(n),b(n),n.pin??"unknown",n.usage??"unknown"]);return{title:e,heads:["component","version","licence","pin","usage"],rows:o}}function R(e,r,o){let n=r.map(({finding:t,waived:s})=>{let{level:a,rule:l,message:i,locations:d}=t,[c]=d;return[a,l,s?`${i} (${o})`:i,`${c.path}:${c.line}`]});return{title:e,heads:["level","rule","finding","place"],rows:n}}function j({title:e,heads:r,rows:o},n,t){let s=`${e}

${[...$(r,[])].join("")}`,a={characters:Math.floor(n.characters/t)-s.length-O},l=o.slice(0,k).map(N=>C(N.map(S=>h(S,M)))),{text:i,left:d}=f(l,a),c=d+Math.max(0,o.length-k),F=c===0?"":`
${c} more ${c===1?"is":"are"} left out here.
`,g=`${s}${i}${F}
`;return n.characters-=g.length,g}export{D as changeTables,q as diffMarkdown};
