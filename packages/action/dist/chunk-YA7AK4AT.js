const __filename = import.meta.filename; const __dirname = import.meta.dirname;
import{b as f}from"./chunk-DM5MBR5K.js";import{a as l}from"./chunk-D2TOMBMI.js";import"./chunk-VIQ4O224.js";import"./chunk-QKPTKMME.js";import"./chunk-BMKPRZOC.js";import"./chunk-DDEM5MKS.js";import"./chunk-533YJ67X.js";import"./chunk-G3G7EIWD.js";import"./chunk-F3LOYSHK.js";import"./chunk-Y654QILL.js";function _(n){let s=f(n);return`# Completion of fineprint for fish, made by "fineprint completion fish".
function __fineprint_in
    set -l path
    set -l words (commandline -opc)
    for word in $words[2..]
        set -l next (string join ' ' -- $path $word)
        contains -- $next ${s.flatMap(({path:e})=>e.length===0?[]:[r(e.join(" "))]).join(" ")}; or break
        set path $next
    end
    if test -z "$path"; and set -q words[2]
        set path ${l}
    end
    test "$path" = "$argv[1]"
end
function __fineprint_list
    set -l lead (string match -r '.*,' -- (string replace -r '^--[^=]*=' '' -- (commandline -ct)))
    printf "$lead%s\\n" $argv
end
function __fineprint_formats
    set -l parts (string split -m 1 = -- (commandline -ct))
    if set -q parts[2]
        printf "$parts[1]=%s\\n" (__fish_complete_path $parts[2])
    else
        printf '%s\\n' $argv
    end
end
complete -c fineprint -f
${s.flatMap(e=>$(e,n)).join(`
`)}
`}function $(n,s){let o=s.commands.find(({path:[t]})=>t===l),e=n.path.length===0,i=`complete -c fineprint -n ${r(`__fineprint_in ${r(n.path.join(" "))}`)}`,a=e?(o?.options??[]).filter(({flags:t})=>!t.includes("--help")):[];return[...n.commands.map(({path:t,summary:p})=>`${i} -a ${t.at(-1)} -d ${r(p)}`),...e?[`${i} -F`]:[],...[...n.options,...a].map(t=>`${i} ${m(t)}`),...n.arguments.map(t=>`${i} ${c(t,"")}`.trimEnd())]}function m({flags:n,summary:s,value:o}){return`${n.map(i=>i.startsWith("--")?`-l ${i.slice(2)}`:`-s ${i.slice(1)}`).join(" ")}${o===null?"":` ${c(o,"-r ")}`} -d ${r(s)}`}function c({words:n,isList:s,path:o},e){let i=n.join(" "),a=o==="itself"?"-F":e===""?"":"-f",t=s?"__fineprint_list":o==="after word="?"__fineprint_formats":null,p=n.length===0?"":` -a ${r(t===null?i:`(${t} ${i})`)}`;return`${e}${a}${p}`}function r(n){return`'${n.replaceAll("\\","\\\\").replaceAll("'","\\'")}'`}export{_ as fish};
