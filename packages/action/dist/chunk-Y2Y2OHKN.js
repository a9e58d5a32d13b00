const __filename = import.meta.filename; const __dirname = import.meta.dirname;
import{a,b}from"./chunk-CXD4ALPQ.js";import"./chunk-UGHONP4P.js";import"./chunk-WWT3O45F.js";import"./chunk-MWXW2MAW.js";import"./chunk-DCWI6QEG.js";import"./chunk-RLMUAXAM.js";import"./chunk-YRVATRD7.js";export{a as extractors,b as unread};
