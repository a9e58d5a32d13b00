const __filename = import.meta.filename; const __dirname = import.meta.dirname;
import{b as f}from"./chunk-63Q7G4ZS.js";import{b as l}from"./chunk-HSD3PXZK.js";import{a as c}from"./chunk-D2TOMBMI.js";import"./chunk-BTXZF5FW.js";import"./chunk-325B3ZVK.js";import"./chunk-BMKPRZOC.js";import"./chunk-DDEM5MKS.js";import"./chunk-533YJ67X.js";import"./chunk-FD7W6DB2.js";import"./chunk-WWT3O45F.js";import"./chunk-YRVATRD7.js";function O(n){return`#compdef fineprint
# Completion of fineprint for zsh, made by "fineprint completion zsh".
_fineprint_formats() {
  if compset -P '*='; then _files; else compadd "$@"; fi
}
_fineprint_list() {
  compset -P '*,'
  compadd -S '' "$@"
}
_fineprint_path_or() {
  local -a words=("$@")
  _alternative "names:name:($*)" 'files:file:_files'
}
${l(n).map(t=>g(t,n)).join("")}compdef _fineprint fineprint
if [[ $funcstack[1] == _fineprint ]]; then _fineprint "$@"; fi
`}function g(n,i){let t=$(n);if(n.commands.length===0)return`${t}() {
  _arguments -s -S \\
    ${u(n.options,n.arguments).join(` \\
    `)}
}
`;let e=n.commands.map(r=>h(`${r.path.at(-1)}:${r.summary}`)),a=n.commands.map(r=>`    ${r.path.at(-1)}) shift words; (( CURRENT-- )); ${$(r)}; return ;;
`),o=n.path.length===0,s=o?`_fineprint_${c}`:'_message "no such command"',p=o?" || _files":"",_=o?S(f(n,i)):"";return`${t}() {
  local -a commands=(
    ${e.join(`
    `)}
  )
${_}  if (( CURRENT > 2 )); then
    case $words[2] in
${a.join("")}    esac
    ${s}
  elif [[ $PREFIX == -* ]]; then
    _arguments -s -S \\
      ${u(f(n,i),[]).join(` \\
      `)}
  else
    _describe -t commands command commands${p}
  fi
}
`}function S(n){return`  while (( CURRENT > 2 )) && [[ $words[2] == -?* ]]; do
    case $words[2] in
      ${n.flatMap(({flags:t,value:e})=>e===null?[]:t).join("|")}) (( CURRENT > 3 )) || break; words[2,3]=(); (( CURRENT -= 2 )) ;;
      *) words[2]=(); (( CURRENT-- )) ;;
    esac
  done
`}function $({path:n}){return["_fineprint",...n].join("_")}function u(n,i){return[...n.flatMap(C),...i.map(R)].map(h)}function C({flags:n,summary:i,isRepeatable:t,value:e}){let a=t?"*":`(${n.join(" ")})`,o=e===null?"":`:${m(e.name)}:${d(e)}`;return n.map(s=>{let p=e===null?"":s.startsWith("--")?"=":"+";return`${a}${s}${p}[${m(i)}]${o}`})}function R({isVariadic:n,isRequired:i,...t}){return`${n?"*":""}:${i?"":":"}${m(t.name)}:${d(t)}`.replace("*::","*:")}function d({words:n,isList:i,path:t}){let e=n.join(" ");return n.length===0?t==="itself"?"_files":" ":i?`_fineprint_list ${e}`:{none:`(${e})`,itself:` _fineprint_path_or ${e}`,"after word=":`_fineprint_formats ${e}`}[t]}function m(n){return n.replaceAll(/[[\]:\\]/g,"\\$&")}function h(n){return`'${n.replaceAll("'","'\\''")}'`}export{O as zsh};
