const __filename = import.meta.filename; const __dirname = import.meta.dirname;
import{a as B}from"./chunk-TXDM6ZOK.js";import{a as O,b as W,c as S,d as f,e as I}from"./chunk-2375VGXA.js";import"./chunk-G3G7EIWD.js";import{a as T,c as L,d as G,f as h}from"./chunk-EEYKMNCZ.js";import{$d as g,ae as P,be as F}from"./chunk-WNM3SGY2.js";import"./chunk-DS3355ZB.js";import{n as M}from"./chunk-BHTT3OSP.js";import"./chunk-Y654QILL.js";var v=3;function C({component:e,finding:t},{units:n}){if(new Set(n.map(({owners:a})=>a.join(" "))).size<2)return"";let[{path:o,line:s}]=t.locations,r=e?.occurrences.find(a=>a.path===o&&a.line===s)?.unit??t.ref,i=n.find(a=>a.ref===r)?.owners??[];if(i.length===0)return"";let c=i.length>v?` and ${i.length-v} more`:"";return`owned by ${i.slice(0,v).map(g).join(" ")}${c}`}var E={error:{together:20,most:20,rules:20},warning:{together:12,most:5,rules:8},note:{together:0,most:0,rules:0}},Z=30;function _(e,{together:t,most:n}){let o=l=>e.reduce((r,{subjects:i})=>r+Math.min(l,i.length),0),s=1;for(;s<n&&o(s+1)<=t;)s+=1;return s}function*N(e,t,n){let o=B(e),s=!0;for(let l of["error","warning","note"]){let r=o.filter(d=>d.level===l),{rules:i}=E[l],c=_(r.slice(0,i),E[l]),a=r.reduce((d,u)=>d+u.count,0),p=l==="error"||a<=Z;for(let[d,u]of r.entries()){let m=d>=i,$=m?0:u.subjects.length<=c+1?u.subjects.length:c;$<u.subjects.length&&(s=!1),m?yield ne(u,t,n):yield*te(u,$,p,e,t,n)}r.length>i&&(yield`
`)}o.length>0&&(yield ee(s,e,t,n))}var k=20;function ee(e,t,{width:n},{dim:o}){let{error:s,warning:l,note:r}=t.summary.findings,i=t.scan.baseline===null&&s+l+r>k;return`${['"fineprint explain RULE" says why a rule asks, and how to mend what it finds.',e?"":'"-o html=report.html" shows every finding with all its places ("-o json=report.json" for programs).',i?'"fineprint baseline write" records them as known, so that only new ones count.':""].filter(a=>a!=="").map(a=>`${o(f(a,n,0))}
`).join("")}
`}function ne({rule:e,level:t,count:n,subjects:o},{width:s},l){let[r]=o;if(!r)return"";let i=n>1?` and ${h(n-1,"more place")}`:"",c=`${t} ${e}`,a=S(`${c}  ${U(r)}${i}`,s,"    ");return`${z(t,l)} ${l.bold(e)}${a.slice(c.length)}
`}function*te({rule:e,level:t,count:n,subjects:o},s,l,r,i,c){let{width:a}=i,p=i.rules.find(({id:y})=>y===e)?.title??"",d=n>1?` (${n} findings)`:"",$=`${t} ${e}${d}`.length+2+p.length<=a?`  ${p}`:`
  ${f(p,a,2)}`;yield`${z(t,c)} ${c.bold(e)}${d}${p===""?"":c.dim($)}
`;let w=o.slice(0,s);for(let[y,b]of w.entries()){yield oe(b,l,r,i,c);let{remedy:R}=b.finding;w[y+1]?.finding.remedy!==R&&(yield`    ${c.dim("fix")}  ${f(g(R),a,9)}
`)}yield ie(o.slice(s),i,c),yield`
`}function oe(e,t,n,{width:o},s){let{finding:l,places:r}=e,{message:i,frame:c,level:a}=l,p=r>1?` and ${h(r-1,"more place")}`:"",d=U(e),u=a==="error"?C(e,n):"",m=F(`    ${d}${p}  ${u}`)<=o,$=u===""?"":`${m?"  ":`
    `}${s.dim(f(u,o,4))}`,w=`  ${f(g(i),o,2)}
    ${s.cyan(d)}${s.dim(p)}${$}
`;if(!t||c===void 0)return w;let[,...y]=c.trimEnd().split(`
`);return w+y.map(b=>`     ${s.dim(re(g(b),o-5))}
`).join("")}function re(e,t){if(e.length<=t)return e;let n=e.endsWith("^")?"":"\u2026";return`${e.slice(0,Math.max(t-n.length,20)).toWellFormed()}${n}`}var A=6;function ie(e,{width:t},{dim:n}){if(e.length===0)return"";let o=e.reduce((i,c)=>i+c.places,0),s=o===e.length?"":` in ${h(o,"place")}`,l=[...new Set(e.map(({name:i})=>g(i)))],r=`${l.slice(0,A).join(", ")}${l.length>A?", \u2026":""}`;return`  ${n(f(`\u2026 and ${e.length} more${s}: ${r}`,t,4))}
`}function U({finding:e}){let[{path:t,line:n,column:o}]=e.locations;return`${g(t)}:${n}:${o}`}function z(e,{red:t,yellow:n,cyan:o}){return{error:t,warning:n,note:o}[e](e)}function*H(e,t,n){yield`${n.bold("What was seen")}
`;for(let o of G(e))yield`  ${f(o,t.width,2)}
`;yield se(e,t),yield`
`,yield*ae(e,t,n),yield*de(e,t,n)}function se({summary:{classes:e}},{width:t}){if(e.length===0)return"";let n=e.map(({name:o,count:s})=>`${s} ${o}`).join(", ");return`  ${f(`Components by class of licence: ${n}.`,t,2)}
`}var le=new Map([["digest","\u2588"],["commit","\u2588"],["exact","\u2588"],["tag","\u2592"],["range","\u2592"],["branch","\u2591"],["none","\u2591"],["unknown","\xB7"]]),ce=[{head:"components",align:"left"},{head:"distinct",align:"right"},{head:"places",align:"right",droppedAs:2},{head:"licensed",align:"right"},{head:"pins",align:"left"},{head:"",align:"left",droppedAs:1}],K=12;function*ae({summary:e},{width:t},n){if(e.kinds.length===0)return;let o=e.kinds.slice(0,K).map(({title:r,components:i,occurrences:c,licensed:a,pins:p})=>[r,String(i),String(c),`${a}/${i}`,I(p.map(({name:d,count:u})=>({mark:le.get(d)??"\xB7",count:u})),12),p.map(({name:d,count:u})=>`${u} ${d}`).join(", ")]);yield*W(ce,o,t,n);let s=e.kinds.slice(K).map(({title:r,components:i})=>`${r} (${i})`);s.length>0&&(yield`${n.dim(f(`and ${s.join(", ")}`,t,2))}
`),yield`${n.dim(f("\u2588 cannot change   \u2592 can be moved   \u2591 follows whatever is newest   \xB7 unknown",t,0))}

`}var x={unread:"was not read, so the scan is incomplete",unresolved:"has no exact version that can be known from here",unasked:"was asked for and not answered",noted:""},q=Object.keys(x);function*de({problems:e},t,n){if(e.length===0)return;yield`${n.bold("What could not be seen")}
`;let o=[...Map.groupBy(e,({code:l})=>l)].map(([l,r])=>({code:l,group:r,effect:M({code:l})})).sort((l,r)=>q.indexOf(l.effect)-q.indexOf(r.effect)),s=0;for(let{code:l,group:r,effect:i}of o){let c=r.length>1?` (${r.length})`:"",a=`  ${l}${c}  `,p=x[i]&&n.dim(`  ${f(x[i],t.width,a.length)}`);yield`  ${i==="unread"?n.red(l):n.yellow(l)}${c}${p}
`;let d=r.slice(0,i==="unread"?fe:1);s+=d.length;for(let[u,m]of d.entries()){let $=u===d.length-1?r.length-d.length:0;yield pe(m,$,t,n)}}yield s<e.length?`  ${n.dim('"--explain-coverage" lists all of them.')}

`:`
`}var fe=5;function pe({message:e,location:t},n,{width:o},{cyan:s,dim:l}){let r=`    ${f(g(ue(e)),o,4)}
`,i=n>0?l(` and ${h(n,"more place")}`):"";return t?`${r}    ${s(`${g(t.path)}:${t.line}:${t.column}`)}${i}
`:r}var D=240;function ue(e){return e.length<=D?e:`${e.slice(0,D).toWellFormed()} \u2026`}function*J({findings:e,waivers:t=[]},{width:n},{bold:o,dim:s,cyan:l}){let r=e.filter(({waiver:c})=>c!==null),i=t.flatMap(c=>ge(c)??[]);if(!(r.length===0&&i.length===0)){yield`${o("Waivers")}
`;for(let[,c]of Map.groupBy(r,({waiver:a,rule:p})=>`${p} ${a?.id}`)){let[a]=c;if(!a?.waiver)continue;let{id:p,owner:d,expires:u,reason:m,ticket:$=null}=a.waiver,w=`waives ${h(c.length,"finding")} of ${a.rule}`,y=`${p} ${w} until ${u}${d===null?"":`, owner ${d}`}${$===null?"":`, ${$}`}`;yield`  ${o(f(g(y),n,2))}
    ${f(g(m),n,4)}
`;for(let{message:b,locations:R}of c){let[{path:Q,line:V,column:X},...j]=R,Y=j.length===0?"":s(` and ${h(j.length,"more place")}`);yield`    ${s(f(g(b),n,4))}
`,yield`      ${l(`${g(Q)}:${V}:${X}`)}${Y}
`}}for(let{waiver:c,state:a}of i){let{id:p,rules:d,component:u,path:m,reason:$,from:w}=c,y=[u,m].filter(R=>R!==null).join(" in "),b=`${d.join(", ")}${y===""?"":` of ${y}`}, ${w}: ${$}`;yield`  ${o(f(g(`${p} ${a}`),n,2))}
    ${s(f(g(b),n,4))}
`}yield`
`}}function ge(e){let{isApplied:t,isInForce:n,expires:o,findings:s,lapsed:l}=e,r=h(s,"finding")||"nothing";if(!t)return{waiver:e,state:`is of the repository itself and not applied; it would cover ${r}`};if(!n)return{waiver:e,state:`expired on ${o}; it would cover ${r}`};let i=h(l,"finding");return l>0?{waiver:e,state:`lapsed for ${i}: the licence, or its text, is another one now`}:s===0?{waiver:e,state:"covers nothing"}:null}var Ue={id:"text",title:"Text for a terminal",*render(e,t){for(let n of $e(e,t))yield P(n)}};function*$e(e,t){let n=O(t.color);yield me(e,t,n),yield*N(e,t,n),t.showWaived&&(yield*J(e,t,n)),yield*H(e,t,n),yield he(e,t,n)}function me({tool:e,root:t,scan:n},{width:o},{bold:s,dim:l}){let r=[t.commit?`commit ${t.commit.slice(0,12)}`:"",L(n.policy),n.baseline===null?"":`baseline ${n.baseline}`,n.only.length===0?"":`only ${n.only.join(", ")}`,n.excluded.length===0?"":`without ${n.excluded.join(", ")}`,n.online?"online":"offline"].filter(c=>c!=="");return`
${`${s(`${e.name} ${e.version}`)}  ${g(t.name)}`}
${l(f(g(r.join(" \xB7 ")),o,0))}

`}function he(e,{width:t,showWaived:n},o){let{is:s,mark:l,sentence:r,because:i}=T(e),c={failed:o.red,warned:o.yellow,clean:o.green}[s],{waived:a}=e.summary.findings,p=a>0&&!n?["--show-waived lists what is waived."]:[],d=f(g([...i,...p].join(" ")),t,2);return`${c(o.bold(`${l} ${f(r,t,2)}`))}
  ${d}
`}export{Ue as text};
