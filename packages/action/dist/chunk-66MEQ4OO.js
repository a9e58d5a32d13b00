const __filename = import.meta.filename; const __dirname = import.meta.dirname;
import{b as l}from"./chunk-H6WWPRHS.js";import{b as c}from"./chunk-DM5MBR5K.js";import{a as m}from"./chunk-D2TOMBMI.js";import"./chunk-VIQ4O224.js";import"./chunk-QKPTKMME.js";import"./chunk-BMKPRZOC.js";import"./chunk-DDEM5MKS.js";import"./chunk-533YJ67X.js";import"./chunk-G3G7EIWD.js";import"./chunk-F3LOYSHK.js";import"./chunk-Y654QILL.js";function O(n){return`#compdef fineprint
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
${c(n).map(t=>_(t,n)).join("")}compdef _fineprint fineprint
if [[ $funcstack[1] == _fineprint ]]; then _fineprint "$@"; fi
`}function _(n,i){let t=$(n);if(n.commands.length===0)return`${t}() {
  _arguments -s -S \\
    ${u(n.options,n.arguments).join(` \\
    `)}
}
`;let e=n.commands.map(r=>h(`${r.path.at(-1)}:${r.summary}`)),a=n.commands.map(r=>`    ${r.path.at(-1)}) shift words; (( CURRENT-- )); ${$(r)}; return ;;
`),o=n.path.length===0,s=o?`_fineprint_${m}`:'_message "no such command"',p=o?" || _files":"";return`${t}() {
  local -a commands=(
    ${e.join(`
    `)}
  )
  if (( CURRENT > 2 )); then
    case $words[2] in
${a.join("")}    esac
    ${s}
  elif [[ $PREFIX == -* ]]; then
    _arguments -s -S \\
      ${u(l(n,i),[]).join(` \\
      `)}
  else
    _describe -t commands command commands${p}
  fi
}
`}function $({path:n}){return["_fineprint",...n].join("_")}function u(n,i){return[...n.flatMap(g),...i.map(S)].map(h)}function g({flags:n,summary:i,isRepeatable:t,value:e}){let a=t?"*":`(${n.join(" ")})`,o=e===null?"":`:${f(e.name)}:${d(e)}`;return n.map(s=>{let p=e===null?"":s.startsWith("--")?"=":"+";return`${a}${s}${p}[${f(i)}]${o}`})}function S({isVariadic:n,isRequired:i,...t}){return`${n?"*":""}:${i?"":":"}${f(t.name)}:${d(t)}`.replace("*::","*:")}function d({words:n,isList:i,path:t}){let e=n.join(" ");return n.length===0?t==="itself"?"_files":" ":i?`_fineprint_list ${e}`:{none:`(${e})`,itself:` _fineprint_path_or ${e}`,"after word=":`_fineprint_formats ${e}`}[t]}function f(n){return n.replaceAll(/[[\]:\\]/g,"\\$&")}function h(n){return`'${n.replaceAll("'","'\\''")}'`}export{O as zsh};
