const __filename = import.meta.filename; const __dirname = import.meta.dirname;
import{a as d}from"./chunk-G3G7EIWD.js";function y(e){let n=a=>l=>e&&l!==""?d(a,l,{validateStream:!1}):l;return{bold:n("bold"),dim:n("dim"),red:n("red"),yellow:n("yellow"),green:n("green"),cyan:n("cyan")}}function*m(e,n,a,{bold:l}){let r=e.map((t,o)=>Math.max(t.length,...n.map(g=>(g[o]??"").length))),i=t=>t.map((o,g)=>a[g]==="right"?o.padStart(r[g]??0):o.padEnd(r[g]??0)).join("  ").trimEnd();yield`${l(i(e))}
`;for(let t of n)yield`${i(t)}
`}function s(e,n,a){if(e.length<=n)return e;let l=[],r="";for(let i of e.split(" "))r!==""&&r.length+1+i.length>n?(l.push(r),r=a+i):r=r===""?i:`${r} ${i}`;return[...l,r].join(`
`)}function p(e,n,a){return s(e,Math.max(n-a,24),"").replaceAll(`
`,`
${" ".repeat(a)}`)}function u(e,n){let a=e.reduce((t,{count:o})=>t+o,0);if(a===0)return" ".repeat(n);let l=e.map(({mark:t,count:o})=>t.repeat(o===0?0:Math.max(1,Math.floor(o/a*n)))),r=l.join("");if(r.length>=n)return r.slice(0,n);let i=e.reduce((t,o)=>o.count>t.count?o:t);return l.map((t,o)=>e[o]===i?t+i.mark.repeat(n-r.length):t).join("")}export{y as a,m as b,s as c,p as d,u as e};
