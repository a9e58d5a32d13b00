const __filename = import.meta.filename; const __dirname = import.meta.dirname;
import{he as r}from"./chunk-WNM3SGY2.js";import"./chunk-DS3355ZB.js";import"./chunk-BHTT3OSP.js";import"./chunk-Y654QILL.js";var t={id:"json-1",title:"Report as JSON",render:r};export{t as json};
