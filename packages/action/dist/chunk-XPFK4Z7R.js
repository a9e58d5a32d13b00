const __filename = import.meta.filename; const __dirname = import.meta.dirname;
import{a as R}from"./chunk-TQ4UITWC.js";import{a as f,b as d,c as b}from"./chunk-AWXJ4TJI.js";import{a as v}from"./chunk-ON57GJBE.js";import{a as O}from"./chunk-F6H7WRB3.js";import{a as j,b as k,d as S,e as L,g as u}from"./chunk-DZ5ODAPV.js";import"./chunk-UGHONP4P.js";import"./chunk-WWT3O45F.js";import"./chunk-MWXW2MAW.js";import{a as x,b as M}from"./chunk-DCWI6QEG.js";import"./chunk-RLMUAXAM.js";import"./chunk-YRVATRD7.js";var I=300;function*W(e,n,t,r){let c=v(e),a=new Map(n.map(({id:o,title:i})=>[o,i])),s=M(e.scan.failOn??"error");t.characters-=x.length*I;for(let o of x){let i=c.filter(y=>y.level===o);if(i.length===0)continue;let l=i.reduce((y,w)=>y+w.count,0),{text:p,left:m}=R(H(i,a,t,r),t),g=m===0?"":`${u(m,"more rule")} of this level found something; ${r} has all.

`,$=p+g;s.includes(o)?yield $:yield h(u(l,A(o,e)),$)}}function A(e,{scan:n}){return n.baseline===null?e:`new ${e}`}function h(e,n){return`<details>
<summary>${e}</summary>

${n}</details>

`}var F={error:100,warning:20,note:5};function*H(e,n,t,r){for(let[c,{rule:a,level:s,count:o,subjects:i}]of e.entries()){let l=n.get(a),p=`#### ${s} ${f(a)}${o>1?` \\(${o} findings\\)`:""}

${l===void 0?"":`${f(l)}

`}| finding | place |
| --- | --- |
`,m={characters:Math.floor(t.characters/(e.length-c))-p.length-I},g=[...Map.groupBy(i.slice(0,F[s]),({finding:G})=>G.remedy).values()],{text:$,left:y}=R(N(g.flat()),m),w=y+Math.max(0,i.length-F[s]),E=w===0?"":`
${w} more ${w===1?"is":"are"} left out here; ${r} has all.
`;yield`${p}${$}${E}
`}}function*N(e){let n="";for(let{finding:t,places:r}of e){let{message:c,remedy:a,locations:s}=t,[{path:o,line:i}]=s,l=a===n?"":`<br>**fix** ${f(d(a,500))}`;n=a;let p=r>1?` and ${u(r-1,"more place")}`:"",m=`<code>${f(`${d(o,300)}:${i}`)}</code>${p}`;yield`| ${f(d(c,600))}${l} | ${m} |
`}}function Y(e){let n=v(e);if(n.length===0)return"";let t=n.flatMap(r=>r.subjects);return h("How to fix or waive",`- Each finding says what mends it, and \`fineprint explain RULE\` says why its rule asks.
- ${B(e)}
- What is accepted for a time is waived in \`fineprint.yaml\`. A change is judged by the waivers of the branch that it goes to, so a new one has to be there first.

${K(t.find(U))}
`)}function B(e){return O(e,t=>`\`${t}\``)||"`fineprint pin --write` pins what can be pinned, in the files themselves."}var D=/^[\w./:+~-]{1,200}$/;function U({component:e,finding:n}){return e!==null&&D.test(e.key)&&D.test(n.rule)}function K(e){let n=e?.finding.rule??"RULE",t=e?.component?.key??"KIND:NAME";return`\`\`\`yaml
waivers:
  - id: W-1
    rule: ${n}
    component: ${t}
    reason: WHY
    owner: WHO
    expires: YYYY-MM-DD
\`\`\`
`}function C(e,n,t){let{components:r,occurrences:c}=e.summary,a=r===0?"No component":`${u(r,"component")} in ${u(c,"place")}`;n.characters-=1e3;let{text:s,left:o}=R(P(e),n),i=o===0?"":`
${u(o,"more line")} left out here; ${t} has all.

`,l=L(e).map(p=>`- ${f(p)}
`).join("");return h(a,`${l}
${s}${i}`)}function*P({summary:e,problems:n}){let{kinds:t,classes:r}=e;if(t.length>0){let s=t.map(({title:o,components:i,occurrences:l,licensed:p,pins:m})=>[o,String(i),String(l),`${p} of ${i}`,m.map(({name:g,count:$})=>`${$} ${g}`).join(", ")]);yield*b(["kind","components","places","licensed","pins of the places"],s),yield`
`}if(r.length>0){let s=r.map(({name:o,count:i})=>[o,String(i)]);yield*b(["class of licence","components"],s),yield`
`}let c=[...Map.groupBy(n,({code:s})=>s)];if(c.length===0)return;let a=c.map(([s,o])=>{let[i]=o,l=i?.location;return[s,String(o.length),d(i?.message??"",240),l?`${d(l.path,300)}:${l.line}`:""]});yield*b(["could not be seen","times","for example","place"],a),yield`
`}var ge={id:"markdown",title:"Markdown",*render(e,n){let{rules:t,further:r=null,maxCharacters:c=6e4}=n,a=f(k(n)),[s,o,i]=[_(e,n),Y(e),q(e)],l=C(e,{characters:Math.floor(c/4)},a),p=r===null?"":h(r.title,r.body),m=o+p+l,g=c-s.length-m.length-i.length;yield s,yield*W(e,t,{characters:g},a),yield m+i}},T=10;function _(e,{remarks:n=[],isAction:t=!1}){let{mark:r,sentence:c,because:a}=j(e,{isAction:t}),s=d(a.join(" "),400),o=n.slice(0,T).map(l=>`- ${f(d(l,600))}
`).join(""),i=`Fineprint ${c.charAt(0).toLowerCase()}${c.slice(1)}`;return`## ${r} ${f(i)}

${f(s)}

${o===""?"":`${o}
`}`}function q({tool:e,root:n,scan:t}){let r=[`${e.name} ${e.version} on ${n.name}`,n.commit===null?"":`commit ${n.commit.slice(0,12)}`,S(t.policy),t.only.length===0?"":`only ${t.only.join(", ")}`,t.excluded.length===0?"":`without ${t.excluded.join(", ")}`,t.online?"online":"offline"].filter(c=>c!=="");return`<sub>${f(d(r.join(" \xB7 "),600))}</sub>
`}export{ge as markdown};
