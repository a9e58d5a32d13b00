const __filename = import.meta.filename; const __dirname = import.meta.dirname;
import{a as y}from"./chunk-TQ4UITWC.js";import{a as f,b as m,c as R}from"./chunk-5BS5LX33.js";import{a as k}from"./chunk-PGZQBVCU.js";import{a as x,b as S,c as j,e as d}from"./chunk-RE2EUYP4.js";import"./chunk-SFGXDXAF.js";import"./chunk-F3LOYSHK.js";import"./chunk-Y33TMPQJ.js";import{a as w,b as v}from"./chunk-M74OOQDZ.js";import"./chunk-RLMUAXAM.js";import"./chunk-Y654QILL.js";var O=300;function*L(e,t,o){let s=k(e),c=new Map(t.map(({id:n,title:r})=>[n,r])),i=v(e.scan.failOn??"error");o.characters-=w.length*O;for(let n of w){let r=s.filter(g=>g.level===n);if(r.length===0)continue;let l=r.reduce((g,h)=>g+h.count,0),{text:a,left:p}=y(F(r,c,o),o),u=p===0?"":`${d(p,"more rule")} of this level found something; ${I}

`,$=a+u;i.includes(n)?yield $:yield b(d(l,D(n,e)),$)}}var I="the JSON report (`-o json`) has all.";function D(e,{scan:t}){return t.baseline===null?e:`new ${e}`}function b(e,t){return`<details>
<summary>${e}</summary>

${t}</details>

`}var M={error:100,warning:20,note:5};function*F(e,t,o){for(let[s,{rule:c,level:i,count:n,subjects:r}]of e.entries()){let l=t.get(c),a=`#### ${i} ${f(c)}${n>1?` \\(${n} findings\\)`:""}

${l===void 0?"":`${f(l)}

`}| finding | place |
| --- | --- |
`,p={characters:Math.floor(o.characters/(e.length-s))-a.length-O},u=[...Map.groupBy(r.slice(0,M[i]),({finding:B})=>B.remedy).values()],{text:$,left:g}=y(J(u.flat()),p),h=g+Math.max(0,r.length-M[i]),N=h===0?"":`
${h} more ${h===1?"is":"are"} left out here; ${I}
`;yield`${a}${$}${N}
`}}function*J(e){let t="";for(let{finding:o,places:s}of e){let{message:c,remedy:i,locations:n}=o,[{path:r,line:l}]=n,a=i===t?"":`<br>**fix** ${f(m(i,500))}`;t=i;let p=s>1?` and ${d(s-1,"more place")}`:"",u=`<code>${f(`${m(r,300)}:${l}`)}</code>${p}`;yield`| ${f(m(c,600))}${a} | ${u} |
`}}function G(e,t){let{components:o,occurrences:s}=e.summary,c=o===0?"No component":`${d(o,"component")} in ${d(s,"place")}`;t.characters-=1e3;let{text:i,left:n}=y(C(e),t),r=n===0?"":`
${d(n,"more line")} left out here; the JSON report (\`-o json\`) has all.

`,l=j(e).map(a=>`- ${f(a)}
`).join("");return b(c,`${l}
${i}${r}`)}function*C({summary:e,problems:t}){let{kinds:o,classes:s}=e;if(o.length>0){let n=o.map(({title:r,components:l,occurrences:a,licensed:p,pins:u})=>[r,String(l),String(a),`${p} of ${l}`,u.map(({name:$,count:g})=>`${g} ${$}`).join(", ")]);yield*R(["kind","components","places","licensed","pins of the places"],n),yield`
`}if(s.length>0){let n=s.map(({name:r,count:l})=>[r,String(l)]);yield*R(["class of licence","components"],n),yield`
`}let c=[...Map.groupBy(t,({code:n})=>n)];if(c.length===0)return;let i=c.map(([n,r])=>{let[l]=r,a=l?.location;return[n,String(r.length),m(l?.message??"",240),a?`${m(a.path,300)}:${a.line}`:""]});yield*R(["could not be seen","times","for example","place"],i),yield`
`}var te={id:"markdown",title:"Markdown",*render(e,{rules:t,remarks:o=[],maxCharacters:s=6e4}){let[c,i]=[T(e,o),U(e)],n=G(e,{characters:Math.floor(s/4)}),r=s-c.length-n.length-i.length;yield c,yield*L(e,t,{characters:r}),yield n+i}},E=10;function T(e,t){let{mark:o,sentence:s,because:c}=x(e),i=m(c.join(" "),400),n=t.slice(0,E).map(r=>`- ${f(m(r,600))}
`).join("");return`## ${o} ${f(s)}

${f(i)}

${n===""?"":`${n}
`}`}function U({tool:e,root:t,scan:o,findings:s}){let c=[`${e.name} ${e.version} on ${t.name}`,t.commit===null?"":`commit ${t.commit.slice(0,12)}`,S(o.policy),o.only.length===0?"":`only ${o.only.join(", ")}`,o.excluded.length===0?"":`without ${o.excluded.join(", ")}`,o.online?"online":"offline"].filter(n=>n!=="");return`${s.length===0?"":"`fineprint explain RULE` says why a rule asks, and how to mend what it finds.\n\n"}<sub>${f(m(c.join(" \xB7 "),600))}</sub>
`}export{te as markdown};
