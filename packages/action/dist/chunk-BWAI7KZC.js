const __filename = import.meta.filename; const __dirname = import.meta.dirname;
import{a,b}from"./chunk-QPKVQ23P.js";import"./chunk-B6T4X45M.js";import"./chunk-FIPOPVL3.js";import"./chunk-YRVATRD7.js";export{a as ObjectId,b as remoteCommits};
