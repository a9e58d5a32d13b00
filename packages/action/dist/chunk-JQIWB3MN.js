const __filename = import.meta.filename; const __dirname = import.meta.dirname;
import{a,b}from"./chunk-TKUL2M2C.js";import"./chunk-VOLEEKMR.js";import"./chunk-FIPOPVL3.js";import"./chunk-YRVATRD7.js";export{a as ObjectId,b as remoteCommits};
