const __filename = import.meta.filename; const __dirname = import.meta.dirname;
import{a,b,c,d}from"./chunk-UFLOLG4B.js";import"./chunk-UGHONP4P.js";import"./chunk-WWT3O45F.js";import"./chunk-MWXW2MAW.js";import"./chunk-DCWI6QEG.js";import"./chunk-RLMUAXAM.js";import"./chunk-YRVATRD7.js";export{b as planLock,c as planPins,d as provenPins,a as refusalOf};
