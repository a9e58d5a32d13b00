const __filename = import.meta.filename; const __dirname = import.meta.dirname;
import{a as E}from"./chunk-PGZQBVCU.js";import{a as T,b as L,c as G,d,e as x,f as C}from"./chunk-QQPXPQNA.js";import"./chunk-G3G7EIWD.js";import{a as S,b as B,c as I,e as y}from"./chunk-RE2EUYP4.js";import"./chunk-SFGXDXAF.js";import"./chunk-F3LOYSHK.js";import{L as f,M as W}from"./chunk-Y33TMPQJ.js";import"./chunk-M74OOQDZ.js";import{n as O}from"./chunk-RLMUAXAM.js";import"./chunk-Y654QILL.js";var M=3;function A({component:e,finding:t},{units:n}){if(new Set(n.map(({owners:a})=>a.join(" "))).size<2)return"";let[{path:o,line:l}]=t.locations,s=e?.occurrences.find(a=>a.path===o&&a.line===l)?.unit??t.ref,c=n.find(a=>a.ref===s)?.owners??[];if(c.length===0)return"";let r=c.length>M?` and ${c.length-M} more`:"";return`owned by ${c.slice(0,M).map(f).join(" ")}${r}`}var U={error:{together:20,most:20,rules:20},warning:{together:12,most:5,rules:8},note:{together:0,most:0,rules:0}},k=30;function ee(e,{together:t,most:n}){let o=i=>e.reduce((s,{subjects:c})=>s+Math.min(i,c.length),0),l=1;for(;l<n&&o(l+1)<=t;)l+=1;return l}function*N(e,t,n){let o=E(e),l=!0;for(let i of["error","warning","note"]){let s=o.filter(u=>u.level===i),{rules:c}=U[i],r=ee(s.slice(0,c),U[i]),a=s.reduce((u,g)=>u+g.count,0),p=i==="error"||a<=k;for(let[u,g]of s.entries()){let m=u>=c,$=m?0:g.subjects.length<=r+1?g.subjects.length:r;$<g.subjects.length&&(l=!1),m?yield oe(g,t,n):yield*re(g,$,p,e,t,n)}s.length>c&&(yield`
`)}o.length>0&&(yield te(l,e,t,n))}var ne=20;function te(e,t,{width:n},{dim:o}){let{error:l,warning:i,note:s}=t.summary.findings,c=t.scan.baseline===null&&l+i+s>ne,r=t.scan.policy.from==="built-in";return`${['"fineprint explain RULE" says why a rule asks, and how to mend what it finds.',e?"":'"-o html=report.html" shows every finding with all its places ("-o json=report.json" for programs).',c?`${r?'"fineprint init" proposes a policy for this repository; ':""}"fineprint baseline write" records them as known, so that only new ones count.`:""].filter(p=>p!=="").map(p=>`${o(d(p,n,0))}
`).join("")}
`}function oe({rule:e,level:t,count:n,subjects:o},{width:l},i){let[s]=o;if(!s)return"";let c=n>1?` and ${y(n-1,"more place")}`:"",r=`${t} ${e}`,a=G(`${r}  ${z(s)}${c}`,l,"    ");return`${K(t,i)} ${i.bold(e)}${a.slice(r.length)}
`}function*re({rule:e,level:t,count:n,subjects:o},l,i,s,c,r){let{width:a}=c,p=c.rules.find(({id:w})=>w===e)?.title??"",u=`${t} ${e} (${n} findings)`.length<=a?" findings":"",g=n>1?` (${n}${u})`:"",b=`${t} ${e}${g}`.length+2+p.length<=a?`  ${p}`:`
  ${d(p,a,2)}`;yield`${K(t,r)} ${r.bold(e)}${g}${p===""?"":r.dim(b)}
`;let h=o.slice(0,l);for(let[w,R]of h.entries()){yield ie(R,i,s,c,r);let{remedy:v}=R.finding;h[w+1]?.finding.remedy!==v&&(yield`    ${r.dim("fix")}  ${d(f(v),a,9)}
`)}yield le(o.slice(l),c,r),yield`
`}function ie(e,t,n,{width:o},l){let{finding:i,places:s}=e,{message:c,frame:r,level:a}=i,p=s>1?`and ${y(s-1,"more place")}`:"",u=z(e),g=a==="error"?A(e,n):"",$=x(u,[{text:p,gap:1},{text:g,gap:2}],{width:o,column:4,dim:l.dim}),b=`  ${d(f(c),o,4)}
    ${l.at(u,i.locations[0].path)}${$}
`;if(!t||r===void 0)return b;let[,...h]=r.trimEnd().split(`
`);return b+h.map(w=>`     ${l.dim(se(f(w),o-5))}
`).join("")}function se(e,t){if(e.length<=t)return e;let n=e.endsWith("^")?"":"\u2026";return`${e.slice(0,Math.max(t-n.length,20)).toWellFormed()}${n}`}var D=6;function le(e,{width:t},{dim:n}){if(e.length===0)return"";let o=e.reduce((c,r)=>c+r.places,0),l=o===e.length?"":` in ${y(o,"place")}`,i=[...new Set(e.map(({name:c})=>f(c)))],s=`${i.slice(0,D).join(", ")}${i.length>D?", \u2026":""}`;return`  ${n(d(`\u2026 and ${e.length} more${l}: ${s}`,t,4))}
`}function z({finding:e}){let[{path:t,line:n,column:o}]=e.locations;return`${f(t)}:${n}:${o}`}function K(e,{red:t,yellow:n,cyan:o}){return{error:t,warning:n,note:o}[e](e)}function*V(e,t,n){yield`${n.bold("What was seen")}
`;for(let o of I(e))yield`  ${d(o,t.width,2)}
`;yield ce(e,t),yield`
`,yield*pe(e,t,n),yield*fe(e,t,n)}function ce({summary:{classes:e}},{width:t}){if(e.length===0)return"";let n=e.map(({name:o,count:l})=>`${l} ${o}`).join(", ");return`  ${d(`Components by class of licence: ${n}.`,t,2)}
`}var ae=new Map([["digest","\u2588"],["commit","\u2588"],["exact","\u2588"],["tag","\u2592"],["range","\u2592"],["branch","\u2591"],["none","\u2591"],["unknown","\xB7"]]),q=["\u2588 cannot change","\u2592 can be moved","\u2591 follows whatever is newest","\xB7 unknown"],de=[{head:"components",align:"left"},{head:"distinct",align:"right"},{head:"places",align:"right",droppedAs:2},{head:"licensed",align:"right"},{head:"pins",align:"left",isPicture:!0},{head:"",align:"left",droppedAs:1}],H=12;function*pe({summary:e},{width:t},n){if(e.kinds.length===0)return;let o=e.kinds.slice(0,H).map(({title:r,components:a,occurrences:p,licensed:u,pins:g})=>[r,String(a),String(p),`${u}/${a}`,C(g.map(({name:m,count:$})=>({mark:ae.get(m)??"\xB7",count:$})),12),g.map(({name:m,count:$})=>`${$} ${m}`).join(", ")]),l=[...L(de,o,t,n)];yield*l;let i=e.kinds.slice(H).map(({title:r,components:a})=>`${r} (${a})`);i.length>0&&(yield`${n.dim(d(`and ${i.join(", ")}`,t,2))}
`);let s=q.join("   ").length<=t;yield l.some(r=>/[█▒░]/.test(r))?`${n.dim(q.join(s?"   ":`
`))}

`:`
`}var j={unread:"was not read, so the scan is incomplete",unresolved:"has no exact version that can be known from here",unasked:"was asked for and not answered",noted:""},J=Object.keys(j);function*fe({problems:e},t,n){if(e.length===0)return;yield`${n.bold("What could not be seen")}
`;let o=[...Map.groupBy(e,({code:i})=>i)].map(([i,s])=>({code:i,group:s,effect:O({code:i})})).sort((i,s)=>J.indexOf(i.effect)-J.indexOf(s.effect)),l=0;for(let{code:i,group:s,effect:c}of o){let r=s.length>1?` (${s.length})`:"",a=`  ${i}${r}  `,u=t.width-a.length>=36?`  ${d(j[c],t.width,a.length)}`:`
    ${d(j[c],t.width,4)}`,g=j[c]&&n.dim(u);yield`  ${c==="unread"?n.red(i):n.yellow(i)}${r}${g}
`;let m=s.slice(0,c==="unread"?ue:1);l+=m.length;for(let[$,b]of m.entries()){let h=$===m.length-1?s.length-m.length:0;yield ge(b,h,t,n)}}yield l<e.length?`  ${n.dim(d('"--explain-coverage" lists all of them.',t.width,2))}

`:`
`}var ue=5;function ge({message:e,location:t},n,{width:o},{at:l,dim:i}){let s=`    ${d(f(me(e)),o,4)}
`;if(!t)return s;let c=n>0?`and ${y(n,"more place")}`:"",r=`${f(t.path)}:${t.line}:${t.column}`;return`${s}    ${l(r,t.path)}${x(r,[{text:c,gap:1}],{width:o,column:4,dim:i})}
`}var Q=240;function me(e){return e.length<=Q?e:`${e.slice(0,Q).toWellFormed()} \u2026`}function*X({findings:e,waivers:t=[]},{width:n},{bold:o,dim:l,at:i}){let s=e.filter(({waiver:r})=>r!==null),c=t.flatMap(r=>$e(r)??[]);if(!(s.length===0&&c.length===0)){yield`${o("Waivers")}
`;for(let[,r]of Map.groupBy(s,({waiver:a,rule:p})=>`${p} ${a?.id}`)){let[a]=r;if(!a?.waiver)continue;let{id:p,owner:u,expires:g,reason:m,ticket:$=null}=a.waiver,b=`waives ${y(r.length,"finding")} of ${a.rule}`,h=`${p} ${b} until ${g}${u===null?"":`, owner ${u}`}${$===null?"":`, ${$}`}`;yield`  ${o(d(f(h),n,2))}
    ${d(f(m),n,4)}
`;for(let{message:w,locations:R}of r){let[{path:v,line:Y,column:Z},...P]=R,_=P.length===0?"":`and ${y(P.length,"more place")}`,F=`${f(v)}:${Y}:${Z}`;yield`    ${l(d(f(w),n,4))}
`,yield`      ${i(F,v)}${x(F,[{text:_,gap:1}],{width:n,column:6,dim:l})}
`}}for(let{waiver:r,state:a}of c){let{id:p,rules:u,component:g,path:m,reason:$,from:b}=r,h=[g,m].filter(R=>R!==null).join(" in "),w=`${u.join(", ")}${h===""?"":` of ${h}`}, ${b}: ${$}`;yield`  ${o(d(f(`${p} ${a}`),n,2))}
    ${l(d(f(w),n,4))}
`}yield`
`}}function $e(e){let{isApplied:t,isInForce:n,expires:o,findings:l,lapsed:i}=e,s=y(l,"finding")||"nothing";if(!t)return{waiver:e,state:`is of the repository itself and not applied; it would cover ${s}`};if(!n)return{waiver:e,state:`expired on ${o}; it would cover ${s}`};let c=y(i,"finding");return i>0?{waiver:e,state:`lapsed for ${c}: the licence, or its text, is another one now`}:l===0?{waiver:e,state:"covers nothing"}:null}var ze={id:"text",title:"Text for a terminal",*render(e,t){for(let n of he(e,t))yield W(n)}};function*he(e,t){let n=T(t.color,t.linkTo);yield ye(e,t,n),yield*N(e,t,n),t.showWaived&&(yield*X(e,t,n)),yield*V(e,t,n),yield be(e,t,n)}function ye({tool:e,root:t,scan:n},{width:o},{bold:l,dim:i}){let s=[t.commit?`commit ${t.commit.slice(0,12)}`:"",B(n.policy),n.baseline===null?"":`baseline ${n.baseline}`,n.only.length===0?"":`only ${n.only.join(", ")}`,n.excluded.length===0?"":`without ${n.excluded.join(", ")}`,n.online?"online":"offline"].filter(r=>r!=="");return`
${`${l(`${e.name} ${e.version}`)}  ${f(t.name)}`}
${i(d(f(s.join(" \xB7 ")),o,0))}

`}function be(e,{width:t,showWaived:n},o){let{is:l,mark:i,sentence:s,because:c}=S(e),r={failed:o.red,warned:o.yellow,clean:o.green}[l],{waived:a}=e.summary.findings,p=a>0&&!n?["--show-waived lists what is waived."]:[],u=d(f([...c,...p].join(" ")),t,2);return`${r(o.bold(`${i} ${d(s,t,2)}`))}
  ${u}
`}export{ze as text};
