const __filename = import.meta.filename; const __dirname = import.meta.dirname;
import{b as $}from"./chunk-63Q7G4ZS.js";import{b as p}from"./chunk-HSD3PXZK.js";import{a as m}from"./chunk-D2TOMBMI.js";import"./chunk-BTXZF5FW.js";import"./chunk-325B3ZVK.js";import"./chunk-BMKPRZOC.js";import"./chunk-DDEM5MKS.js";import"./chunk-533YJ67X.js";import"./chunk-FD7W6DB2.js";import"./chunk-WWT3O45F.js";import"./chunk-YRVATRD7.js";function w(e){let a=p(e);return`# Completion of fineprint for PowerShell, made by "fineprint completion powershell".
Register-ArgumentCompleter -Native -CommandName fineprint -ScriptBlock {
  param($wordToComplete, $commandAst, $cursorPosition)
  $commands = @{
${s(a.map(o=>[o,o.commands.map(({path:r,summary:n})=>[r.at(-1)??"",n])]))}
  }
  $options = @{
${s(a.map(o=>[o,$(o,e).flatMap(({flags:r,summary:n})=>r.map(t=>[t,n]))]))}
  }
  $values = @{
${a.flatMap(o=>l(o,e)).join(`
`)}
  }
  $path = ''; $option = ''; $index = 0
  foreach ($element in $commandAst.CommandElements | Select-Object -Skip 1) {
    if ($element.Extent.EndOffset -ge $cursorPosition) { break }
    $word = $element.Extent.Text
    if ($option) { $option = ''; continue }
    if ($index -eq 0 -and $commands[$path].Contains($word)) { $path = "$path $word".Trim(); continue }
    if ($path -eq '' -and $word -notlike '-*') { $path = '${m}' }
    if ($values.Contains("$path $word".Trim())) { $option = $word } elseif ($word -notlike '-*') { $index++ }
  }
  if ($option) {
    $lead = if ($wordToComplete -match '^(.*,)') { $Matches[1] } else { '' }
    $found = @{}
    foreach ($word in $values["$path $option".Trim()]) { $found["$lead$word"] = $word }
  } elseif ($wordToComplete -like '-*') { $found = $options[$path] }
  elseif ($index -eq 0 -and $commands[$path].Count) { $found = $commands[$path] }
  else {
    $found = @{}
    foreach ($word in $values["$path $index"]) { $found[$word] = $word }
  }
  $found.GetEnumerator() | Where-Object { $_.Key -like "$wordToComplete*" } | Sort-Object -Property Key | ForEach-Object {
    $kind = if ($_.Key -like '-*') { 'ParameterName' } else { 'ParameterValue' }
    [System.Management.Automation.CompletionResult]::new($_.Key, $_.Key, $kind, $_.Value)
  }
}
`}function s(e){return e.map(([{path:a},o])=>{let r=o.map(([n,t])=>`${i(n)} = ${i(t)}`);return`    ${i(a.join(" "))} = [ordered]@{ ${r.join("; ")} }`}).join(`
`)}function l(e,a){let o=$(e,a).flatMap(({flags:n,value:t})=>t===null?[]:n.map(d=>[d,t])),r=e.arguments.map((n,t)=>[String(t),n]);return[...o,...r].map(([n,t])=>`    ${i([...e.path,n].join(" "))} = @(${f(t)})`)}function f({words:e}){return e.map(i).join(", ")}function i(e){return`'${e.replaceAll("'","''")}'`}export{w as powershell};
