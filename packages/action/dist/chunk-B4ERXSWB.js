const __filename = import.meta.filename; const __dirname = import.meta.dirname;
import{a as o,b as n,c as i,d as t}from"./chunk-T6SGUQNI.js";import"./chunk-533YJ67X.js";import"./chunk-YRVATRD7.js";async function k({publicUrl:s,keepReports:e},{env:r,stderr:a,stdout:p}){let{work:u}=await i("@fineprint/server"),l=await u({databaseUrl:r.DATABASE_URL||null,blobs:r.FINEPRINT_BLOBS||null,publicOrigin:new URL(s).origin,webhookHosts:n(r),...e===void 0?{}:{keptReports:e},failed:d=>a.write(`${o(d)}
`)});return p.write(`Fineprint works for its servers.
`),await t(l),0}export{k as workerCommand};
