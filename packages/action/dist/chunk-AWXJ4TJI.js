const __filename = import.meta.filename; const __dirname = import.meta.dirname;
import{L as o}from"./chunk-MWXW2MAW.js";function l(t){return o(t).replaceAll(/[\\`*_{}[\]()#+!|~^$%&<>@:.-]/g,(n,e,r)=>{let i=u.includes(n)&&!p(n,e,r),s=g[n]??(i?n:`\\${n}`);return b(n,e,r)?n==="."?`${c}.`:`${s}${c}`:s})}var u="@:.",g={"&":"&amp;","<":"&lt;",">":"&gt;"},c="&#8203;",a=/^\w/,d=/^[a-z+-][\w+-]{0,50}:/i;function p(t,n,e){return t==="."&&n<10&&/^\d+\.\s?$/.test(e.slice(0,n+2))}function b(t,n,e){let r=e.slice(n+1,n+53),i=e.slice(Math.max(0,n-3),n).toLowerCase();return t===":"?r.startsWith("//")||d.test(r):t==="."?i==="www":t==="-"?i.endsWith("gh")&&/^\d/.test(r):t==="@"?/^\S/.test(r):"#!$%~&^".includes(t)&&a.test(r)}function f(t,n){return t.length<=n?t:`${t.slice(0,n).toWellFormed()} \u2026`}function*y(t,n){yield`| ${t.map(l).join(" | ")} |
|${" --- |".repeat(t.length)}
`;for(let e of n)yield w(e)}function w(t){return`| ${t.map(l).join(" | ")} |
`}export{l as a,f as b,y as c,w as d};
