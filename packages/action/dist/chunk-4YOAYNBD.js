const __filename = import.meta.filename; const __dirname = import.meta.dirname;
import{df as r}from"./chunk-UGHONP4P.js";import"./chunk-WWT3O45F.js";import"./chunk-MWXW2MAW.js";import"./chunk-DCWI6QEG.js";import"./chunk-RLMUAXAM.js";import"./chunk-YRVATRD7.js";var t={id:"json-1",title:"Report as JSON",render:r};export{t as json};
