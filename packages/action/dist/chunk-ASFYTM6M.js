const __filename = import.meta.filename; const __dirname = import.meta.dirname;
import{a as j,c as v}from"./chunk-ITG7QNFS.js";import{a as I,b as B,c as E,d as F}from"./chunk-XQGCR4RZ.js";import{a as $,b as m,c as C,d as G,e as L,f as R}from"./chunk-FOGCUYGC.js";import{a as A,c as u,d as S}from"./chunk-2375VGXA.js";import"./chunk-G3G7EIWD.js";import{f as M}from"./chunk-EEYKMNCZ.js";import{$d as p,ae as N}from"./chunk-WNM3SGY2.js";import"./chunk-DS3355ZB.js";import"./chunk-BHTT3OSP.js";import"./chunk-Y654QILL.js";function J(e,n){return $(e).flatMap(o=>n(o.component).map(s=>({asked:s,row:o}))).toSorted((o,s)=>o.asked.rank-s.asked.rank)}function K(e,n){return{columns:["obligation","when","says","license","class","usage","kind","name","version","ref"],rows:J(e,n).map(({asked:{id:o,when:s,says:i,license:t},row:a})=>{let{usage:r,kind:l,name:c,version:g,ref:d}=a.component;return[o,s,i,t,a.class,r,l,c,g,d]})}}var x=12;function*V(e,n,o,s){let i=J(e,n);for(let[t,a]of Map.groupBy(i,({asked:r})=>r.when)){yield`${s.cyan(p(t))}
`;for(let[r,l]of Map.groupBy(a,({asked:c})=>c.says)){yield`  ${s.bold(u(p(r),o-2,"  "))}
`;for(let[c,g]of Map.groupBy(l,({asked:d})=>d.license)){let d=`${c}: ${D(g.map(({row:f})=>f)).join(", ")}`;yield`    ${s.dim(u(p(d),o-4,"      "))}
`}}yield`
`}i.length===0&&(yield`Nothing is asked of what is used in these ways.

`)}function D(e){let n=m(e,({component:o})=>R(o)).map(({name:o,rows:s})=>s.length===1?o:`${o} \xD7${s.length}`);return n.length>x?[...n.slice(0,x),`and ${n.length-x} more`]:n}function*W(e,n,o){for(let s of H(e,n,o))yield N(s)}function*H(e,n,{color:o,width:s,askedOf:i}){let t=A(o),a=$(e);yield Q(e,t),n==="class"&&(yield*U(e,a,s,t)),n==="component"&&(yield*X(e,a,s,t)),n==="place"&&(yield*Z(e,s,t)),n==="obligation"&&(yield*V(e,i,s,t)),yield*ee(e,a,s,t)}function Q({tool:e,root:n,scan:o},{bold:s,dim:i}){let t=[`policy ${o.policy.names.join(" + ")||"none"}`,`facts of ${o.facts.version}`];return`
${s(`${e.name} ${e.version}`)}  licences of ${p(n.name)}  ${i(p(t.join(" \xB7 ")))}

`}var h=new Map([["none","no licence"],["unknown","unknown"]]);function O(e){return h.get(e)??e}function*U(e,n,o,s){let i=m(n,r=>r.class),t=Math.max(5,...i.map(({name:r})=>O(r).length)),a=(r,l,c)=>`${r.padEnd(t)}  ${l.padStart(10)}  ${c.padStart(6)}`;yield`${s.bold(`${a("class","components","places")}  licences`)}
`;for(let{name:r,rows:l,places:c}of i){let d=!h.has(r)?`  ${S(p(E(l)),o,t+22)}`:"",f=a(O(r),String(l.length),String(c));yield`${Y(r,f,s)}${d}
`}yield`${s.dim(a("",String(n.length),String(C(n))))}

`,yield*_(e,n,{width:o,shown:12},s)}function Y(e,n,{green:o,yellow:s,dim:i}){return e==="public-domain"||e==="permissive"?o(n):e==="weak-copyleft"?n:e==="unknown"?i(n):s(n)}function*_({summary:e},n,{width:o,shown:s},i){let t=new Map(e.kinds.map(({kind:a,title:r})=>[a,r]));for(let{name:a,rows:r,places:l}of m(n.filter(c=>h.has(c.class)),c=>c.class)){yield`${i.bold(O(a))}  ${q(r.length,l)}
`;for(let c of L(r)){yield`  ${u(p(c.name),o-2,"  ")}
`;for(let{name:g,rows:d}of m(c.rows,({component:f})=>f.kind)){let f=[...Map.groupBy(d,({component:w})=>P(w))].map(([w,k])=>k.length===1?w:`${w} \xD7${k.length}`),y=f.length>s?[`and ${f.length-s} more`]:[],b=`${t.get(g)??g}: ${[...f.slice(0,s),...y].join(", ")}`;yield`    ${i.dim(u(b,o-4,"      "))}
`}}yield`
`}}function*X(e,n,o,s){let i=n.filter(l=>!h.has(l.class)),t=Number.isFinite(o)?Math.max(o-46,20):60,a=i.reduce((l,{component:c})=>Math.max(l,P(c).length),0),r=Math.min(t,a);for(let{name:l,rows:c,places:g}of m(i,d=>d.class)){yield`${Y(l,s.bold(l),s)}  ${q(c.length,g)}
`;for(let{name:d,rows:f}of m(c,y=>y.license)){yield`  ${u(p(d),o-2,"  ")}
`;for(let{component:y,chosen:b}of f){let w=[y.kind,y.usage,M(y.occurrences.length,"place"),b===null?"":`the policy takes ${p(b)}`].filter(z=>z!==""),k=`${P(y).padEnd(r)}  ${w.join(" \xB7 ")}`;yield`    ${u(k,o-4,"      ")}
`}}yield`
`}yield*_(e,n,{width:o,shown:Number.POSITIVE_INFINITY},s)}function P(e){return p(R(e))}function*Z(e,n,o){for(let[s,i]of Map.groupBy(F(e),({at:t})=>t.path)){yield`${o.cyan(p(s))}
`;for(let{row:t,at:a}of i){let r=`${a.line}:${a.column}`.padStart(8),l=h.has(t.class)?`${O(t.class)}: ${G(t)}`:`${t.license} (${t.class})`,c=`${R(t.component)}  ${l}`;yield`${o.dim(r)}  ${u(p(c),n-10," ".repeat(12))}
`}yield`
`}}function*ee({coverage:{references:e},complete:n},o,s,{bold:i,dim:t}){let a=o.filter(l=>!h.has(l.class)),r=n?"":" Parts of the repository could not be read.";yield`${i(`${a.length} of ${o.length} components, in ${e.licensed} of ${e.seen} places, have a concluded licence.${r}`)}
`,yield`${t(u('"fineprint explain COMPONENT" shows why, and what its licence asks. None of this is legal advice.',s,""))}
`}function q(e,n){return`${M(e,"component")} in ${M(n,"place")}`}var Le={text:W,json:ne,csv:te,markdown:ie};function*ne(e,n,{askedOf:o}){let{tool:s,root:i,scan:t,complete:a,coverage:r,summary:l}=e,c={schema:"fineprint-licenses/1",tool:s,root:i,scan:{asOf:t.asOf,policy:t.policy,facts:t.facts},complete:a,by:n,components:l.components,places:r.references.seen,licensedPlaces:r.references.licensed,rows:n==="class"?se(e):oe(T(e,n,o))};yield`${JSON.stringify(c,null,2)}
`}function T(e,n,o){return n==="obligation"?K(e,o):B(e,n)}function oe({columns:e,rows:n}){return n.map(o=>Object.fromEntries(e.map((s,i)=>[s,o[i]])))}function se(e){return m($(e),n=>n.class).map(({name:n,rows:o,places:s})=>({class:n,components:o.length,places:s,licenses:m(o,i=>i.license).map(i=>({license:i.name,components:i.rows.length,places:i.places}))}))}function*te(e,n,{askedOf:o}){let{columns:s,rows:i}=T(e,n,o);yield I(s);for(let t of i)yield I(t)}function*ie(e,n,{askedOf:o}){let{columns:s,rows:i}=T(e,n,o),{references:t}=e.coverage;yield`## Licences of ${j(e.root.name)}

`,yield*v(s,i.map(a=>a.map(r=>String(r??"")))),yield`
${t.licensed} of ${t.seen} places have a concluded licence. None of this is legal advice.
`,n==="class"&&(yield*re(e))}function*re(e){let n=$(e).filter(({component:s})=>s.license.concluded.expression===null);if(n.length===0)return;yield`
### Without a licence

`;let o=L(n).flatMap(({name:s,rows:i})=>i.map(({component:t})=>[R(t),t.kind,s]));yield*v(["component","kind","why"],o)}export{Le as licenseFormats};
