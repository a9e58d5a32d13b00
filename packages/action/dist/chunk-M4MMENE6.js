const __filename = import.meta.filename; const __dirname = import.meta.dirname;
import{a,b}from"./chunk-GPUNNGRH.js";import"./chunk-RE2EUYP4.js";import"./chunk-SFGXDXAF.js";import"./chunk-F3LOYSHK.js";import"./chunk-Y33TMPQJ.js";import"./chunk-M74OOQDZ.js";import"./chunk-RLMUAXAM.js";import"./chunk-Y654QILL.js";export{a as github,b as workflowCommand};
