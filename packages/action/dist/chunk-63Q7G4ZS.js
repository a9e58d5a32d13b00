const __filename = import.meta.filename; const __dirname = import.meta.dirname;
import{b as l}from"./chunk-HSD3PXZK.js";import{a as d}from"./chunk-D2TOMBMI.js";function O(n){return[`# Completion of fineprint for bash, made by "fineprint completion bash".
_fineprint() {
`,m,u(n),h(n),w,`}
complete -F _fineprint fineprint
`].join("")}var m=`  local command='' word='' option='' glue='' choices='' files='' list='' lead='' part
  local -i i index=0
  local -a words=()
  # Readline breaks words at "=" and ":".
  for (( i = 0; i <= COMP_CWORD; i++ )); do
    word=\${COMP_WORDS[i]}
    if (( i > 0 )) && [[ $glue || $word == [=:] ]]; then words[\${#words[@]}-1]+=$word; else words+=("$word"); fi
    if [[ $word == [=:] ]]; then glue=1; else glue=''; fi
  done
  local cur=\${words[\${#words[@]}-1]}
`;function u(n){let t=l(n).flatMap(({path:o,commands:i})=>i.map(a=>({at:`${s(o)}:${a.path.at(-1)}`,to:s(a.path)}))),e=p(n).flatMap(({at:o})=>o);return`  for (( i = 1; i < \${#words[@]} - 1; i++ )); do
    word=\${words[i]}
    if [[ $option ]]; then option=''; continue; fi
    case "$command:$word" in
${t.map(({at:o,to:i})=>`      ${r(o)}) command=${r(i)}; index=0 ;;`).join(`
`)}
      ${e.map(r).join("|")}) option=$word ;;
      *:-?*) ;;
      :*) command=${d}; (( i-- )) ;;
      *) (( ++index )) ;;
    esac
  done
  if [[ -z $option && $cur == --*=* ]]; then option=\${cur%%=*}; cur=\${cur#*=}; [[ $COMP_WORDBREAKS == *=* ]] || lead=$option=; fi
`}function h(n){let t=l(n),e=t.flatMap(i=>C(i).map((a,$)=>({at:[`${s(i.path)}:${a.isVariadic?"*":$}`],value:a}))),o=t.map(i=>`      ${r(s(i.path))}) choices=${r(g(i,n).join(" "))} ;;`);return`  if [[ $option ]]; then
    case "$command:$option" in
${c(p(n))}
    esac
  elif [[ $cur == -* ]]; then
    case $command in
${o.join(`
`)}
    esac
  else
    case "$command:$index" in
${c(e)}
    esac
  fi
`}var w=`  part=$cur
  if [[ $list && $cur == *,* ]]; then lead+=\${cur%,*},; part=\${cur##*,}; fi
  if [[ $files == after ]]; then
    files=''
    if [[ $cur == *=* ]]; then choices='' files=1 part=\${cur#*=}; [[ $COMP_WORDBREAKS == *=* ]] || lead+=\${cur%%=*}=; fi
  fi
  COMPREPLY=()
  while IFS= read -r word; do COMPREPLY+=("$lead$word"); done < <(compgen -W "$choices" -- "$part")
  [[ $files == unless && \${#COMPREPLY[@]} -gt 0 ]] && files=''
  if [[ $files ]]; then
    compopt -o filenames 2>/dev/null
    while IFS= read -r word; do COMPREPLY+=("$lead$word"); done < <(compgen -f -- "$part")
  fi
`;function s(n){return n.join(" ")}function p(n){return l(n).flatMap(t=>f(t,n).flatMap(({flags:e,value:o})=>o===null?[]:[{at:e.map(i=>`${s(t.path)}:${i}`),value:o}]))}function f(n,t){let e=t.commands.find(({path:[a]})=>a===d),i=n.path.length===0&&e?.options||[];return[...n.options,...i.filter(({flags:a})=>!a.includes("--help"))]}function g(n,t){return f(n,t).flatMap(({flags:e})=>e)}function C(n){if(n.commands.length===0)return n.arguments;let t=n.commands.flatMap(({path:o})=>o.slice(-1)),e=n.path.length===0?"itself":"none";return[{name:"command",words:t,isList:!1,path:e,isVariadic:!1}]}function c(n){return[...Map.groupBy(n,({value:e})=>S(e))].map(([e,o])=>`      ${o.flatMap(({at:a})=>a).map(a=>a.endsWith("*")?`${r(a.slice(0,-1))}*`:r(a)).join("|")}) ${e} ;;`).join(`
`)}function S({name:n,words:t,isList:e,path:o}){let i={none:"",itself:n==="command"?"files=unless":"files=1","after word=":"files=after"}[o];return[`choices=${r(t.join(" "))}`,i,e?"list=1":""].filter(a=>a!=="").join(" ")}function r(n){return`'${n.replaceAll("'","'\\''")}'`}export{O as a,f as b};
