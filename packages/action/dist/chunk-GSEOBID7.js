const __filename = import.meta.filename; const __dirname = import.meta.dirname;
import{a as g}from"./chunk-TQ4UITWC.js";import{a as w,b,c as y,d as p,e as C}from"./chunk-UUOYKV7O.js";import{a as h,b as f,c as $,d as k}from"./chunk-5BS5LX33.js";import"./chunk-RE2EUYP4.js";import"./chunk-SFGXDXAF.js";import"./chunk-F3LOYSHK.js";import"./chunk-Y33TMPQJ.js";import"./chunk-M74OOQDZ.js";import"./chunk-RLMUAXAM.js";import"./chunk-Y654QILL.js";var W={id:"markdown",title:"Markdown",*render(e){let{added:a,removed:t,changed:n,findings:r,doubts:i}=e,c=`## ${h(C(e))}

`,s=g(i.map(o=>`- ${h(f(o,O))}
`),{characters:6e4/10}),l=[D(n),R("New components",a),R("Components that are gone",t),M("Findings that opened",r.opened,p.opened),M("Findings that closed",r.closed,p.closed)].filter(({rows:o})=>o.length>0),d={characters:6e4-c.length-s.text.length-F};yield c;for(let[o,m]of l.entries())yield j(m,d,l.length-o);yield s.text,s.left>0&&(yield`- ${s.left} more doubts are in the JSON.
`)}},T=100,O=400,F=200;function D(e){let t=e.toSorted((n,r)=>Number(x(r))-Number(x(n))).map(n=>{let{name:r,versions:i,license:c,pin:s}=w(n);return[r,i,c??"",s??""]});return{title:"Changed components",heads:["component","version","licence","pin"],rows:t}}function x({aspects:e}){return e.includes("license")}function R(e,a){let t=a.map(n=>[n.name,y(n),b(n),n.pin??"unknown",n.usage??"unknown"]);return{title:e,heads:["component","version","licence","pin","usage"],rows:t}}function M(e,a,t){let n=a.map(({finding:r,waived:i})=>{let{level:c,rule:s,message:l,locations:d}=r,[o]=d;return[c,s,i?`${l} (${t})`:l,`${o.path}:${o.line}`]});return{title:e,heads:["level","rule","finding","place"],rows:n}}function j({title:e,heads:a,rows:t},n,r){let i=`### ${e}

${[...$(a,[])].join("")}`,c={characters:Math.floor(n.characters/r)-i.length-F},s=t.slice(0,T).map(N=>k(N.map(S=>f(S,O)))),{text:l,left:d}=g(s,c),o=d+Math.max(0,t.length-T),m=o===0?"":`
${o} more ${o===1?"is":"are"} left out here.
`,u=`${i}${l}${m}
`;return n.characters-=u.length,u}export{W as diffMarkdown};
