const __filename = import.meta.filename; const __dirname = import.meta.dirname;
import{a as y}from"./chunk-TQ4UITWC.js";import{a as f,b as p,c as w}from"./chunk-ITG7QNFS.js";import{a as v}from"./chunk-TXDM6ZOK.js";import{a as x,b as S,c as j,d as k,f as d}from"./chunk-EEYKMNCZ.js";import"./chunk-WNM3SGY2.js";import"./chunk-DS3355ZB.js";import{o as R}from"./chunk-BHTT3OSP.js";import"./chunk-Y654QILL.js";var L=300;function*O(e,t,n){let r=v(e),s=new Map(t.map(({id:o,title:i})=>[o,i])),c=S(e);n.characters-=R.length*L;for(let o of R){let i=r.filter(g=>g.level===o);if(i.length===0)continue;let l=i.reduce((g,h)=>g+h.count,0),{text:a,left:m}=y(F(i,s,n),n),u=m===0?"":`${d(m,"more rule")} of this level found something; ${I}

`,$=a+u;c.includes(o)?yield $:yield b(d(l,D(o,e)),$)}}var I="the JSON report (`-o json`) has all.";function D(e,{scan:t}){return t.baseline===null?e:`new ${e}`}function b(e,t){return`<details>
<summary>${e}</summary>

${t}</details>

`}var M={error:100,warning:20,note:5};function*F(e,t,n){for(let[r,{rule:s,level:c,count:o,subjects:i}]of e.entries()){let l=t.get(s),a=`#### ${c} ${f(s)}${o>1?` \\(${o} findings\\)`:""}

${l===void 0?"":`${f(l)}

`}| finding | place |
| --- | --- |
`,m={characters:Math.floor(n.characters/(e.length-r))-a.length-L},u=[...Map.groupBy(i.slice(0,M[c]),({finding:B})=>B.remedy).values()],{text:$,left:g}=y(J(u.flat()),m),h=g+Math.max(0,i.length-M[c]),N=h===0?"":`
${h} more ${h===1?"is":"are"} left out here; ${I}
`;yield`${a}${$}${N}
`}}function*J(e){let t="";for(let{finding:n,places:r}of e){let{message:s,remedy:c,locations:o}=n,[{path:i,line:l}]=o,a=c===t?"":`<br>**fix** ${f(p(c,500))}`;t=c;let m=r>1?` and ${d(r-1,"more place")}`:"",u=`<code>${f(`${p(i,300)}:${l}`)}</code>${m}`;yield`| ${f(p(s,600))}${a} | ${u} |
`}}function G(e,t){let{components:n,occurrences:r}=e.summary,s=n===0?"No component":`${d(n,"component")} in ${d(r,"place")}`;t.characters-=1e3;let{text:c,left:o}=y(C(e),t),i=o===0?"":`
${d(o,"more line")} left out here; the JSON report (\`-o json\`) has all.

`,l=k(e).map(a=>`- ${f(a)}
`).join("");return b(s,`${l}
${c}${i}`)}function*C({summary:e,problems:t}){let{kinds:n,classes:r}=e;if(n.length>0){let o=n.map(({title:i,components:l,occurrences:a,licensed:m,pins:u})=>[i,String(l),String(a),`${m} of ${l}`,u.map(({name:$,count:g})=>`${g} ${$}`).join(", ")]);yield*w(["kind","components","places","licensed","pins of the places"],o),yield`
`}if(r.length>0){let o=r.map(({name:i,count:l})=>[i,String(l)]);yield*w(["class of licence","components"],o),yield`
`}let s=[...Map.groupBy(t,({code:o})=>o)];if(s.length===0)return;let c=s.map(([o,i])=>{let[l]=i,a=l?.location;return[o,String(i.length),p(l?.message??"",240),a?`${p(a.path,300)}:${a.line}`:""]});yield*w(["could not be seen","times","for example","place"],c),yield`
`}var oe={id:"markdown",title:"Markdown",*render(e,{rules:t,maxCharacters:n=6e4}){let[r,s]=[E(e),T(e)],c=G(e,{characters:Math.floor(n/4)}),o=n-r.length-c.length-s.length;yield r,yield*O(e,t,{characters:o}),yield c+s}};function E(e){let{mark:t,sentence:n,because:r}=x(e),s=p(r.join(" "),400);return`## ${t} ${f(n)}

${f(s)}

`}function T({tool:e,root:t,scan:n,findings:r}){let s=[`${e.name} ${e.version} on ${t.name}`,t.commit===null?"":`commit ${t.commit.slice(0,12)}`,j(n.policy),n.only.length===0?"":`only ${n.only.join(", ")}`,n.excluded.length===0?"":`without ${n.excluded.join(", ")}`,n.online?"online":"offline"].filter(o=>o!=="");return`${r.length===0?"":"`fineprint explain RULE` says why a rule asks, and how to mend what it finds.\n\n"}<sub>${f(p(s.join(" \xB7 "),600))}</sub>
`}export{oe as markdown};
