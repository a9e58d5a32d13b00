const __filename = import.meta.filename; const __dirname = import.meta.dirname;
import{a as M,e as O,f as g}from"./chunk-N4C4SERU.js";import{a as b}from"./chunk-ZPUY7Q2A.js";import{c as m,d as S}from"./chunk-EBHLA5PV.js";import"./chunk-FD7W6DB2.js";import{g as h}from"./chunk-DZ5ODAPV.js";import{fd as w,kd as R}from"./chunk-UGHONP4P.js";import"./chunk-WWT3O45F.js";import{L as d,M as C}from"./chunk-MWXW2MAW.js";import{h as v}from"./chunk-DCWI6QEG.js";import{i as y}from"./chunk-RLMUAXAM.js";import"./chunk-YRVATRD7.js";var k=/\r\n|[\n\r]/,P=/^[\s/*#;-]{0,16}(?:copyright|\(c\)|©)\s{0,4}(?:\(c\)|©|\d{4})/i;var B=/\s+/g,N={keyOf(e){return T(e).join(" ").replace(B," ").trim()},of(e){let[n]=e;return n===void 0?{text:null,notices:[]}:e.every(t=>t===n)?{text:n,notices:e.map(()=>[])}:{text:T(n).join(`
`),notices:e.map(W)}}};function j(e){return e.length<=300&&P.test(e)}function T(e){return e.split(k).filter(n=>!j(n))}function W(e){return e.split(k).filter(j).map(n=>n.trim())}function F(e,n){let t=M(e),o=t.filter(({component:r})=>n.noticeUsages.includes(r.usage)),i=new Map,s=[];for(let r of o){let c=X(r.component);c.length===0&&s.push(r);for(let a of c)z(i,a,r.component,e)}return{sections:[...i.values()].map(r=>G(r,n)).toSorted((r,c)=>y(r.id,c.id)||y(r.copies[0]??"",c.copies[0]??"")),files:U(o,e),unlicensed:s,leftOut:t.length-o.length}}function U(e,{texts:n}){let t=e.flatMap(({component:o})=>(o.license.notices??[]).map(({source:i,text:s})=>({component:o,source:i,text:s})));return[...Map.groupBy(t,({text:o})=>o)].flatMap(([o,i])=>{let s=Object.hasOwn(n,o)?n[o]:void 0,[r=""]=i.map(({source:c})=>c).sort(y);return s===void 0?[]:[{text:s,path:r,components:[...new Set(i.map(({component:c})=>c))]}]}).toSorted((o,i)=>y(o.path,i.path))}function X({license:{concluded:e,effective:n}}){let t=R(n??e.expression??"");return e.is==="expression"&&t.is==="expression"?w(t.expression):[]}function z(e,n,t,o){let i=(r,c,a=!1)=>{let l=e.get(c)??{id:r,isException:a,copies:[],components:new Set};return e.set(c,l),l.components.add(t),l},s=A(n,t,o);for(let r of s)i(n.id,`copy ${n.id} ${N.keyOf(r.text)}`).copies.push(r);s.length===0&&i(n.id,`standard ${n.id}`),n.exception!==null&&i(n.exception,`exception ${n.exception}`,!0)}function A(e,n,{texts:t}){let{observed:o,concluded:i}=n.license,s=new Map;for(let{expression:r,source:c,text:a=""}of[...i.evidence,...o]){let l=Object.hasOwn(t,a)?t[a]:void 0;l!==void 0&&q(r,e)&&!s.has(a)&&s.set(a,{path:c,text:l,component:n})}return[...s.values()]}var I=/-(?:only|or-later)$/;function q(e,{id:n}){let t=R(e),o=n.replace(I,"");return t.is==="expression"&&w(t.expression).some(i=>i.id.replace(I,"")===o)}function G({id:e,isException:n,copies:t,components:o},{licenseOf:i}){let s=i(e),r=N.of(t.map(({text:a})=>a)),c=Map.groupBy(t.flatMap(({component:a},l)=>(r.notices[l]??[]).map($=>({component:a,line:$}))),({component:a})=>a);return{id:e,isException:n,name:s?.name??null,url:s?.url??null,text:r.text??s?.text??null,copies:[...new Set(t.map(({path:a})=>a))].sort(y),components:[...o].map(a=>({component:a,notices:[...new Set((c.get(a)??[]).map(({line:l})=>l))]}))}}var de={id:"notice",title:"Notices with the licence texts",*render(e,n){for(let t of H(e,n))yield C(t)}};function*H(e,n){let t=F(e,n);yield*J(e,t,n);for(let o of t.sections)yield*K(o);yield*Z(t.files),yield*_(t.unlicensed)}var f=100,u=`${"=".repeat(f)}
`,D=`${"-".repeat(f)}
`;function*J({tool:e,root:n,complete:t},{sections:o,unlicensed:i,leftOut:s},{noticeUsages:r}){let c=n.commit===null?"":`, commit ${n.commit}`,a=r.join(", "),l=new Set(o.flatMap(p=>p.components.map(({component:x})=>x)));yield`Third-party notices
${d(n.name)}${c}

`;let $=o.some(({copies:p,text:x})=>p.length===0&&x!==null),E=[`This document names the third-party code that is used here (${a}) and gives the terms of each licence once: the text that was found beside the code, or else the standard text of the SPDX License List.`,$?"A standard text names no holder of a copyright: where one is asked for, the copyright notices have to be taken from the code itself.":"",[...l].some(({license:p})=>p.concluded.covers==="main-software")?"Of a container image, the licence is that of the main software in it. What else the image holds, a distribution and libraries under licences of their own, is not named here.":"",`${h(l.size,"component")||"No component"} with a licence, ${i.length} without one.`,s===0?"":`${h(s,"component")} used in other ways (${v.filter(p=>!r.includes(p)).join(", ")}) ${s===1?"is":"are"} left out.`,t?"":"Parts of the repository could not be read: something may be missing.",`Made by ${e.name} ${e.version}. It is no legal advice.`];for(let p of E)p!==""&&(yield`${m(p,f,"")}

`);let L=[...new Set(o.map(({id:p})=>p))];L.length>0&&(yield`${m(d(`Licences: ${L.join(", ")}`),f,"")}

`)}function*K(e){let{id:n,isException:t,name:o,components:i}=e,s=o===null||o===n?n:`${o} (${n})`;yield`${u}${d(s)}${t?", an exception to the licence":""}
${u}
`;for(let r of i)yield*V(r);if(yield`
${m(d(Y(e)),f,"")}
`,e.text===null)yield`
`;else{yield`${D}
`;let r=e.copies.length>0;for(let c of b(e.text))yield`${r?c:Q(c)}
`;yield`
`}}function Q(e){let n=e.length-e.trimStart().length;return`${" ".repeat(n)}${S(e.trimStart(),f,n)}`}function*V({component:e,notices:n}){let{license:t,purl:o}=e,{expression:i,covers:s}=t.concluded,r=[e.kind,s==="main-software"?"of the main software in it":"",s==="application"?"of the application that it deploys":"",t.effective!==null&&t.effective!==i?`chosen from ${i}`:""].filter(c=>c!=="");yield`- ${d(`${g(e)} (${r.join("; ")})`)}
`,o!==null&&(yield`  ${d(o)}
`);for(let c of n)yield`  ${d(c)}
`}function Y({copies:e,text:n,url:t,components:o}){let[i,...s]=e;if(i!==void 0){let r=s.length===0?"":` and ${h(s.length,"more file")}`,c=o.some(({notices:a})=>a.length>0)?" The copies differ in their copyright notices, which stand above.":"";return`The text of ${i}${r}.${c}`}return n!==null?`The standard text of the SPDX License List${t===null?"":`, ${t}`}; no copy was found.`:`No copy of the text was found, and none is shipped.${t===null?"":` It can be read at ${t}`}`}function*Z(e){e.length>0&&(yield`${u}Notices that come with the code
${u}
`);for(let{text:n,path:t,components:o}of e){for(let i of o)yield`- ${d(`${g(i)} (${i.kind})`)}
`;yield`
${m(d(`The text of ${t}.`),f,"")}
${D}
`;for(let i of b(n))yield`${i}
`;yield`
`}}function*_(e){if(e.length!==0){yield`${u}Without a known licence
${u}
`,yield`${m("Nobody could say under which terms these may be used. Whoever passes them on has to find out.",f,"")}

`;for(let{name:n,rows:t}of O(e)){let o=t.every(i=>i.class==="none");yield`${m(d(`${o?"There is no licence. ":""}${n}`),f,"")}

`;for(let{component:i}of t)yield`- ${d(`${g(i)} (${i.kind})`)}
`;yield`
`}}}export{de as notice};
