const __filename = import.meta.filename; const __dirname = import.meta.dirname;
import{a as e,b as n,c as o}from"./chunk-BYX3CRVF.js";import"./chunk-533YJ67X.js";import"./chunk-YRVATRD7.js";async function p({env:r,stderr:t,stdout:i}){let{work:s}=await n("@fineprint/server"),a=await s({databaseUrl:r.DATABASE_URL||null,blobs:r.FINEPRINT_BLOBS||null,failed:u=>t.write(`${e(u)}
`)});return i.write(`Fineprint works for its servers.
`),await o(a),0}export{p as workerCommand};
