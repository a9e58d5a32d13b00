const __filename = import.meta.filename; const __dirname = import.meta.dirname;
import{a as B,b as E,c as F}from"./chunk-36ZBCFXG.js";import{a as $,b as u,c as C,d as G,e as O,f as R}from"./chunk-N4C4SERU.js";import{a as I}from"./chunk-5SQM3FRG.js";import{a as S,c as T}from"./chunk-AWXJ4TJI.js";import{a as j,c as y,d as k}from"./chunk-EBHLA5PV.js";import"./chunk-FD7W6DB2.js";import{g as L}from"./chunk-DZ5ODAPV.js";import"./chunk-UGHONP4P.js";import"./chunk-WWT3O45F.js";import{L as f,M as A}from"./chunk-MWXW2MAW.js";import"./chunk-DCWI6QEG.js";import"./chunk-RLMUAXAM.js";import"./chunk-YRVATRD7.js";function J(e,n){return $(e).flatMap(o=>n(o.component).map(s=>({asked:s,row:o}))).toSorted((o,s)=>o.asked.rank-s.asked.rank)}function K(e,n){return{columns:["obligation","when","says","license","class","usage","kind","name","version","ref"],rows:J(e,n).map(({asked:{id:o,when:s,says:t,license:r},row:c})=>{let{usage:a,kind:l,name:i,version:d,ref:p}=c.component;return[o,s,t,r,c.class,a,l,i,d,p]})}}var x=12;function*z(e,n,o,s){let t=J(e,n);for(let[r,c]of Map.groupBy(t,({asked:a})=>a.when)){yield`${s.cyan(f(r))}
`;for(let[a,l]of Map.groupBy(c,({asked:i})=>i.says)){yield`  ${s.bold(y(f(a),o-2,"  "))}
`;for(let[i,d]of Map.groupBy(l,({asked:p})=>p.license)){let p=`${i}: ${Q(d.map(({row:g})=>g)).join(", ")}`;yield`    ${s.dim(y(f(p),o-4,"      "))}
`}}yield`
`}t.length===0&&(yield`Nothing is asked of what is used in these ways.

`)}function Q(e){let n=u(e,({component:o})=>R(o)).map(({name:o,rows:s})=>s.length===1?o:`${o} \xD7${s.length}`);return n.length>x?[...n.slice(0,x),`and ${n.length-x} more`]:n}function*V(e,n,o){for(let s of U(e,n,o))yield A(s)}function*U(e,n,{color:o,linkTo:s,width:t,askedOf:r}){let c=j(o,s),a=$(e);yield X(e,t,c),n==="class"&&(yield*Z(e,a,t,c)),n==="component"&&(yield*ee(e,a,t,c)),n==="place"&&(yield*ne(e,t,c)),n==="obligation"&&(yield*z(e,r,t,c)),yield*oe(e,a,t,c)}function X({tool:e,root:n,scan:o},s,{bold:t,dim:r}){let c=[`policy ${o.policy.names.join(" + ")||"none"}`,`facts of ${o.facts.version}`],a=`${e.name} ${e.version}  licences of ${f(n.name)}`,l=f(c.join(" \xB7 ")),i=a.length+2+l.length<=s;return`
${t(a)}${i?"  ":`
`}${r(k(l,s,0))}

`}var b=new Map([["none","no licence"],["unknown","unknown"]]);function v(e){return b.get(e)??e}function*Z(e,n,o,s){let t=u(n,i=>i.class),r=Math.max(5,...t.map(({name:i})=>v(i).length)),c=(i,d,p)=>`${i.padEnd(r)}  ${d.padStart(10)}  ${p.padStart(6)}`,a=o<r+50,l=a?4:r+22;yield`${s.bold(`${c("class","components","places")}${a?"":"  licences"}`)}
`;for(let{name:i,rows:d,places:p}of t){let h=!b.has(i)?`${a?`
    `:"  "}${k(f(E(d)),o,l)}`:"",m=c(v(i),String(d.length),String(p));yield`${W(i,m,s)}${h}
`}yield`${s.dim(c("",String(n.length),String(C(n))))}

`,yield*Y(e,n,{width:o,shown:12},s)}function W(e,n,{green:o,yellow:s,dim:t}){return e==="public-domain"||e==="permissive"?o(n):e==="weak-copyleft"?n:e==="unknown"?t(n):s(n)}function*Y({summary:e},n,{width:o,shown:s},t){let r=new Map(e.kinds.map(({kind:c,title:a})=>[c,a]));for(let{name:c,rows:a,places:l}of u(n.filter(i=>b.has(i.class)),i=>i.class)){yield`${t.bold(v(c))}  ${_(a.length,l)}
`;for(let i of O(a)){yield`  ${y(f(i.name),o-2,"  ")}
`;for(let{name:d,rows:p}of u(i.rows,({component:g})=>g.kind)){let g=[...Map.groupBy(p,({component:m})=>P(m))].map(([m,w])=>w.length===1?m:`${m} \xD7${w.length}`),M=g.length>s?[`and ${g.length-s} more`]:[],h=`${r.get(d)??d}: ${[...g.slice(0,s),...M].join(", ")}`;yield`    ${t.dim(y(h,o-4,"      "))}
`}}yield`
`}}function*ee(e,n,o,s){let t=n.filter(l=>!b.has(l.class)),r=Number.isFinite(o)?Math.max(o-46,20):60,c=t.reduce((l,{component:i})=>Math.max(l,P(i).length),0),a=Math.min(r,c);for(let{name:l,rows:i,places:d}of u(t,p=>p.class)){let p=_(i.length,d),g=l.length+2+p.length<=o?"  ":`
  `;yield`${W(l,s.bold(l),s)}${g}${k(p,o,2)}
`;for(let{name:M,rows:h}of u(i,m=>m.license)){yield`  ${y(f(M),o-2,"  ")}
`;for(let{component:m,chosen:w}of h){let q=[m.kind,m.usage,L(m.occurrences.length,"place"),w===null?"":`the policy takes ${f(w)}`].filter(H=>H!==""),D=`${P(m).padEnd(a)}  ${q.join(" \xB7 ")}`;yield`    ${y(D,o-4,"      ")}
`}}yield`
`}yield*Y(e,n,{width:o,shown:Number.POSITIVE_INFINITY},s)}function P(e){return f(R(e))}function*ne(e,n,o){for(let[s,t]of Map.groupBy(F(e),({at:r})=>r.path)){yield`${o.at(f(s),s)}
`;for(let{row:r,at:c}of t){let a=`${c.line}:${c.column}`.padStart(8),l=b.has(r.class)?`${v(r.class)}: ${G(r)}`:`${r.license} (${r.class})`,i=`${R(r.component)}  ${l}`;yield`${o.dim(a)}  ${y(f(i),n-10," ".repeat(12))}
`}yield`
`}}function*oe({coverage:{references:e},complete:n},o,s,{bold:t,dim:r}){let c=o.filter(l=>!b.has(l.class)),a=n?"":" Parts of the repository could not be read.";yield`${t(k(`${c.length} of ${o.length} components, in ${e.licensed} of ${e.seen} places, have a concluded licence.${a}`,s,0))}
`,yield`${r(y('"fineprint explain COMPONENT" shows why, and what its licence asks. None of this is legal advice.',s,""))}
`}function _(e,n){return`${L(e,"component")} in ${L(n,"place")}`}var ve={text:V,json:se,csv:ie,markdown:ce};function*se(e,n,{askedOf:o}){let{tool:s,root:t,scan:r,complete:c,coverage:a,summary:l}=e,i={schema:"fineprint-licenses/1",tool:s,root:t,scan:{asOf:r.asOf,policy:r.policy,facts:r.facts},complete:c,by:n,components:l.components,places:a.references.seen,licensedPlaces:a.references.licensed,rows:n==="class"?re(e):te(N(e,n,o))};yield`${JSON.stringify(i,null,2)}
`}function N(e,n,o){return n==="obligation"?K(e,o):B(e,n)}function te({columns:e,rows:n}){return n.map(o=>Object.fromEntries(e.map((s,t)=>[s,o[t]])))}function re(e){return u($(e),n=>n.class).map(({name:n,rows:o,places:s})=>({class:n,components:o.length,places:s,licenses:u(o,t=>t.license).map(t=>({license:t.name,components:t.rows.length,places:t.places}))}))}function*ie(e,n,{askedOf:o}){let{columns:s,rows:t}=N(e,n,o);yield I(s);for(let r of t)yield I(r)}function*ce(e,n,{askedOf:o}){let{columns:s,rows:t}=N(e,n,o),{references:r}=e.coverage;yield`## Licences of ${S(e.root.name)}

`,yield*T(s,t.map(c=>c.map(a=>String(a??"")))),yield`
${r.licensed} of ${r.seen} places have a concluded licence. None of this is legal advice.
`,n==="class"&&(yield*ae(e))}function*ae(e){let n=$(e).filter(({component:s})=>s.license.concluded.expression===null);if(n.length===0)return;yield`
### Without a licence

`;let o=O(n).flatMap(({name:s,rows:t})=>t.map(({component:r})=>[R(r),r.kind,s]));yield*T(["component","kind","why"],o)}export{ve as licenseFormats};
