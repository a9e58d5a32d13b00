const __filename = import.meta.filename; const __dirname = import.meta.dirname;
import{c as n}from"./chunk-INWXBMJT.js";import{a}from"./chunk-533YJ67X.js";import{a as e}from"./chunk-CCCR5PJC.js";import"./chunk-YRVATRD7.js";async function b({data:o,to:t},{env:i,stderr:s,stdout:c}){if(i.DATABASE_URL)throw new a("DATABASE_URL names a PostgreSQL database: pg_dump makes its backup, and after it the documents are copied.");let{backup:p}=await n("@fineprint/server"),{documents:d,copied:m,missing:r}=await p(o,t);c.write(`Backed up to ${t}: the database and ${d} documents, ${m} of them new.
`);for(let u of r)s.write(`Not backed up: ${u}
`);return r.length===0?e.clean:e.defect}export{b as backupCommand};
